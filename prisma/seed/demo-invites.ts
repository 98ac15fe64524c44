import { randomUUID } from 'node:crypto'
import type { Prisma, PrismaClient } from '@/server/db/generated/client'
import { groupIDOf } from '@/server/sandbox/seed/random'

const DAY_MS = 86_400_000

type Link = Pick<Prisma.InviteCreateManyInput, 'mode' | 'label' | 'requester' | 'ticket' | 'maxUses'> & {
  /** The group's name in the sandbox. */
  group: string
  code: string
  by: string
  /** Days ago, and days from now. */
  madeBefore: number
  endsIn: number | null
  state?: 'paused' | 'revoked'
  /** Who came by it. */
  came?: readonly string[]
}

const LINKS: readonly Link[] = [
  {
    group: 'Community Choir',
    code: 'CH01RSPR1NG7',
    mode: 'join',
    label: 'Poster, spring concert',
    requester: 'Ruby Marlowe',
    ticket: 'SUP-1204',
    maxUses: 50,
    by: 'sofia@demo.local',
    madeBefore: 19,
    endsIn: 21,
    came: [
      'amelia_castellano',
      'daniel_novak',
      'gabriel_reid',
      'marcus_okafor',
      'hannah_vance',
      'imogen_quinn',
    ],
  },
  {
    group: 'Building C – Stairwell',
    code: 'BC7X2MKT94QD',
    mode: 'apply',
    label: 'New tenants',
    requester: 'House management',
    ticket: 'SUP-1187',
    maxUses: 12,
    by: 'sofia@demo.local',
    madeBefore: 40,
    endsIn: null,
    came: ['elena_holloway', 'ruby_marlowe'],
  },
  {
    group: '三年级二班家长群',
    code: '3N2BJZHANG8K',
    mode: 'apply',
    label: '新学期家长',
    requester: '班主任',
    ticket: 'SUP-1211',
    maxUses: 45,
    by: 'lin@demo.local',
    madeBefore: 6,
    endsIn: 24,
    came: ['chen_jing'],
  },
  {
    group: 'Raid Night',
    code: 'RA1DN1GHT5PX',
    mode: 'join',
    label: 'Stream description',
    requester: 'Kyle Vance',
    ticket: '',
    maxUses: 3,
    by: 'ada@demo.local',
    madeBefore: 12,
    endsIn: 18,
    came: ['anton_delgado', 'callum_mensah', 'chloe_marlowe'],
  },
  {
    group: 'City Community · 全城社区大群',
    code: 'C1TY00PENDAY',
    mode: 'info',
    label: 'Open day, flyer',
    requester: '',
    ticket: 'SUP-1166',
    maxUses: null,
    by: 'mara@demo.local',
    madeBefore: 55,
    endsIn: -3,
  },
  {
    group: '同城兼职信息（已核实）',
    code: 'TCJZ8W2R5M7E',
    mode: 'join',
    label: '',
    requester: '',
    ticket: '',
    maxUses: 100,
    by: 'sofia@demo.local',
    madeBefore: 15,
    endsIn: 15,
    state: 'paused',
  },
  {
    group: 'Community Choir',
    code: 'CH01RWRNG2QF',
    mode: 'join',
    label: 'Printed with the wrong date',
    requester: 'Ruby Marlowe',
    ticket: 'SUP-1199',
    maxUses: 50,
    by: 'sofia@demo.local',
    madeBefore: 20,
    endsIn: 10,
    state: 'revoked',
  },
]

/** Gives the demo's groups some links and people who came by them, once. Call it in demo mode only. */
export async function seedDemoInvites(prisma: PrismaClient): Promise<void> {
  const now = Date.now()
  const daysFromNow = (days: number) => new Date(now + days * DAY_MS)
  const staff = await prisma.staff.findMany({ select: { id: true, email: true } })
  const staffId = new Map(staff.map(({ id, email }) => [email, id]))
  const made = await prisma.invite.createManyAndReturn({
    data: LINKS.map(({ group, by, madeBefore, endsIn, state, came: _, ...link }) => ({
      ...link,
      groupId: groupIDOf(group),
      createdById: staffId.get(by),
      createdAt: daysFromNow(-madeBefore),
      expiresAt: endsIn === null ? null : daysFromNow(endsIn),
      ...(state && { state, pauseReason: state === 'paused' ? 'staff' : null }),
    })),
    skipDuplicates: true,
    select: { id: true, code: true, groupId: true, mode: true },
  })
  for (const { id, code, groupId, mode } of made) {
    const link = LINKS.find((one) => one.code === code)
    const came = link?.came ?? []
    if (!link || came.length === 0) continue
    const at = (nth: number) => daysFromNow(-link.madeBefore * (1 - (nth + 1) / (came.length + 1)))
    await prisma.redemption.createMany({
      data: came.map((userId, nth) => ({
        id: idAt(at(nth)),
        inviteId: id,
        groupId,
        userId,
        state: mode === 'apply' ? ('applied' as const) : ('joined' as const),
        oncePerPerson: true,
        counted: true,
        createdAt: at(nth),
        settledAt: at(nth),
      })),
    })
    await prisma.invite.update({
      where: { id },
      data: { used: came.length, lastUsedAt: at(came.length - 1) },
    })
  }
}

/** Ids of redemptions begin with their time (UUID version 7). */
function idAt(at: Date): string {
  const time = at.getTime().toString(16).padStart(12, '0')
  const [, , , variant = '', node = ''] = randomUUID().split('-')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15, 18)}-${variant}-${node}`
}
