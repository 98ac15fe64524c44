import { PEOPLE_AND_MESSAGE_DEEDS } from '@/server/testing/deeds/people-and-messages'
import { describeUnderFaults } from '@/server/testing/deeds/under-faults'

// OpenIM’s versions do not differ in these.
describeUnderFaults(PEOPLE_AND_MESSAGE_DEEDS, 'owner', ['main'])
