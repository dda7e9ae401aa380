import { once } from "node:events";
import { createServer, request as send } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";

/** A proxy of this machine that takes every host to one port of it. */
export interface TestProxy {
  port: number;
  /** What came: "CONNECT tmdb.test:443" or "GET http://tmdb.test/3/...", without the query. */
  seen: string[];
  close: () => Promise<void>;
}

/**
 * Start a proxy, for CONNECT and for plain requests.
 *
 * @param target the port where every request ends up.
 * @param options.login user and password, "user:password", that it demands; default none.
 * @param options.breaks it ends every connection without an answer.
 */
export async function startProxy(
  target: number,
  { login, breaks = false }: { login?: string; breaks?: boolean } = {},
): Promise<TestProxy> {
  const seen: string[] = [];
  const sockets = new Set<Socket>();
  const isAllowed = (given: string | undefined): boolean =>
    login === undefined || given === `Basic ${Buffer.from(login).toString("base64")}`;
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url?.split("?")[0]}`);
    if (breaks) return void request.socket.destroy();
    if (!isAllowed(request.headers["proxy-authorization"])) {
      return void response.writeHead(407, { "proxy-authenticate": "Basic" }).end("<h1>Login</h1>");
    }
    const { pathname, search } = new URL(request.url ?? "");
    const onward = send({ port: target, path: pathname + search, headers: request.headers });
    onward.on("response", (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.end();
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
  });
  server.on("connect", (request, client: Socket) => {
    seen.push(`CONNECT ${request.url}`);
    if (breaks) return client.destroy();
    if (!isAllowed(request.headers["proxy-authorization"])) {
      return client.end("HTTP/1.1 407 Login\r\nProxy-Authenticate: Basic\r\n\r\n");
    }
    const onward = connect(target, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connected\r\n\r\n");
      onward.pipe(client).pipe(onward);
    });
    onward.on("error", () => client.destroy());
    client.on("close", () => onward.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    seen,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
