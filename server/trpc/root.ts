import { actionsRouter } from '@/server/actions/router'
import { alertsRouter } from '@/server/features/alerts/router'
import { apiClientsRouter } from '@/server/features/api-clients/router'
import { appealsRouter } from '@/server/features/appeals/router'
import { approvalsRouter } from '@/server/features/approvals/router'
import { auditRouter } from '@/server/features/audit/router'
import { batchesRouter } from '@/server/features/batches/router'
import { casesRouter } from '@/server/features/cases/router'
import { deskRouter } from '@/server/features/desk/router'
import { deskSettingsRouter } from '@/server/features/desk/settings/router'
import { driftRouter } from '@/server/features/drift/router'
import { evidenceRouter } from '@/server/features/evidence/router'
import { groupsRouter } from '@/server/features/groups/router'
import { healthRouter } from '@/server/features/health/router'
import { inboxRouter } from '@/server/features/inbox/router'
import { insightsRouter } from '@/server/features/insights/router'
import { invitesRouter } from '@/server/features/invites/router'
import { ledgerRouter } from '@/server/features/ledger/router'
import { noticesRouter } from '@/server/features/notices/router'
import { personRouter } from '@/server/features/people/person/router'
import { peopleRouter } from '@/server/features/people/router'
import { reportersRouter } from '@/server/features/reporters/router'
import { sessionRouter } from '@/server/features/session/router'
import { settingsRouter } from '@/server/features/settings/router'
import { snapshotsRouter } from '@/server/features/snapshots/router'
import { transparencyRouter } from '@/server/features/transparency/router'
import { viewsRouter } from '@/server/features/views/router'
import { processHub } from '@/server/live/process-hub'
import { createLiveRouter } from '@/server/live/router'
import { createCallerFactory, mergeRouters, router } from '@/server/trpc/init'

/** All procedures of the console. */
export const appRouter = router({
  actions: actionsRouter,
  alerts: alertsRouter,
  apiClients: apiClientsRouter,
  appeals: appealsRouter,
  approvals: approvalsRouter,
  audit: auditRouter,
  batches: batchesRouter,
  cases: casesRouter,
  desk: mergeRouters(deskRouter, deskSettingsRouter),
  drift: driftRouter,
  evidence: evidenceRouter,
  groups: groupsRouter,
  health: healthRouter,
  inbox: inboxRouter,
  insights: insightsRouter,
  invites: invitesRouter,
  ledger: ledgerRouter,
  live: createLiveRouter(processHub),
  notices: noticesRouter,
  people: mergeRouters(peopleRouter, personRouter),
  reporters: reportersRouter,
  session: sessionRouter,
  settings: settingsRouter,
  snapshots: snapshotsRouter,
  transparency: transparencyRouter,
  views: viewsRouter,
})

export type AppRouter = typeof appRouter

/** Calls procedures from server components, with the same checks as over HTTP. */
export const createCaller = createCallerFactory(appRouter)
