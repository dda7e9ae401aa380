import { ownNotebook } from "../../lib/src/base/notebooks.js";

test.each([
  [{}, null],
  [{ NOTEBOOK_FILE: "my-question.ipynb" }, "my-question"],
  [{ NOTEBOOK_FILE: "03_eda_hit_analysis.ipynb" }, null],
  [{ JPY_SESSION_NAME: "/home/x/notebooks/my-question.ipynb" }, "my-question"],
  [{ JPY_SESSION_NAME: "C:\\hits\\notebooks\\my question.ipynb" }, "my question"],
  [{ JPY_SESSION_NAME: "notebooks/01_data_collection.ipynb" }, null],
  // A console of JupyterLab.
  [{ JPY_SESSION_NAME: "console-1-0a0b" }, null],
  [{ JPY_SESSION_NAME: "a.ipynb", NOTEBOOK_FILE: "b.ipynb" }, "a"],
])("a kernel with %p runs the notebook %p of one's own", (env, name) => {
  expect(ownNotebook(env)).toBe(name);
});
