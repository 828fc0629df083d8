/** Tries until `check` neither throws nor returns undefined; fails with its last error after `timeoutMilliseconds`. */
export async function eventually<Result>(
  check: () => Promise<Result> | Result,
  timeoutMilliseconds = 10_000,
): Promise<Result & {}> {
  const deadline = Date.now() + timeoutMilliseconds;
  let last: unknown = new Error('nothing came');
  while (Date.now() < deadline) {
    try {
      const result = await check();
      if (result !== undefined && result !== null && result !== false) return result;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw last;
}
