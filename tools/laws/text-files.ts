const binary = /\.(png|jpe?g|gif|webp|avif|ico|woff2?|ttf|otf|gz|br|zip|pdf|xlsx|docx|mp4|webm|wasm|sqlite)$/;

/** Whether a committed file holds text that a person may read. */
export function isText(path: string): boolean {
  return !binary.test(path);
}
