/** Ends each project's run with one line that people and CI read alike: `tests: 12 passed, 0 failed, 1 skipped`. */
export default class ClosingLineReporter {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numFailedTestSuites, numPendingTests }) {
    // A suite that could not even start has no failed test; it is a failure all the same.
    const failed = Math.max(numFailedTests, numFailedTestSuites);
    console.log(`tests: ${numPassedTests} passed, ${failed} failed, ${numPendingTests} skipped`);
  }
}
