# The two commands of the README in a container; docs/containers.md says how to use it.
FROM node:24-bookworm-slim AS base
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates git python3 python3-venv \
  && rm -rf /var/lib/apt/lists/*

FROM base
WORKDIR /home/node/what-makes-a-hit
RUN chown node:node .
# Not root: Chromium's sandbox is then possible, and files in mounted folders belong to a person.
USER node
COPY --chown=node:node . .
RUN npm ci
CMD ["npm", "start"]
