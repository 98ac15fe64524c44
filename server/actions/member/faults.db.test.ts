import { MEMBER_DEEDS } from '@/server/testing/deeds/members'
import { describeUnderFaults } from '@/server/testing/deeds/under-faults'

describeUnderFaults(MEMBER_DEEDS, 'admin', ['main', 'patch.16'])
