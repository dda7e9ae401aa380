/** The names of notebooks: the five of the analysis, and those of one's own. */

/** The notebooks of the analysis in their order. */
export const NOTEBOOKS: readonly string[] = [
  "01_data_collection",
  "02_define_hit_and_exploration",
  "03_eda_hit_analysis",
  "04_feature_engineering",
  "05_modeling_and_validation",
];

/**
 * The name of the notebook of one's own in whose kernel this runs, as JupyterLab or `run_notebooks.py` has set
 * it; null in the five of the analysis, outside of kernels, and in a kernel without it, as in VS Code.
 */
export function ownNotebook(env: NodeJS.ProcessEnv = process.env): string | null {
  // JupyterLab's server gives its kernels the path of the notebook, and consoles other names.
  const path = env["JPY_SESSION_NAME"] ?? env["NOTEBOOK_FILE"] ?? "";
  const name = /([^\\/]+)\.ipynb$/.exec(path)?.[1];
  return name === undefined || NOTEBOOKS.includes(name) ? null : name;
}
