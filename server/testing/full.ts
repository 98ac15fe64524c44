/** `npm run test:full` runs what `npm test` only samples. */
export const FULL = process.env.STEWARD_TEST_FULL === '1'
