/** `npm run kernel`: this project's kernel in a Jupyter of the person's own. */
import { UserError } from "../base/errors.js";
import { registerUserKernel, removeUserKernel, USER_KERNEL } from "../jupyter/user-kernel.js";
import { parseOptions, runMain } from "./cli.js";

const USAGE = `Usage: npm run kernel -- --user | --remove

  --user    registers the kernel ${USER_KERNEL} for your own Jupyter, VS Code and papermill
  --remove  takes it away again

npm run lab, npm run notebooks and npm start need neither: they have a kernel of their own in .venv.`;

runMain(() => {
  const { values } = parseOptions(USAGE, {
    options: { user: { type: "boolean" }, remove: { type: "boolean" } },
  });
  if (values.remove) {
    const folder = removeUserKernel();
    console.log(folder === null ? "There is nothing to remove." : `Removed ${folder}.`);
  } else if (values.user) {
    console.log(
      `Registered ${registerUserKernel()}.\nIn JupyterLab and VS Code choose "TypeScript (What makes a ` +
        `hit?)"; in papermill -k ${USER_KERNEL}. After this folder or Node has moved, run it again.`,
    );
  } else {
    throw new UserError(`Expected --user or --remove. ${USAGE}`);
  }
  return Promise.resolve(0);
});
