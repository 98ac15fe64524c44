import { GROUP_DEEDS } from '@/server/testing/deeds/groups'
import { describeUnderFaults } from '@/server/testing/deeds/under-faults'

/** The others are tried beside the tests of their own: faults.db.test.ts, crash.db.test.ts. */
const CASES = GROUP_DEEDS.filter(({ name }) => !['suspend', 'dismiss', 'restore'].includes(name))

describeUnderFaults(CASES, 'admin', ['main', 'patch.16'])
