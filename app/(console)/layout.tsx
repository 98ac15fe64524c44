import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { getLocale, getPreferences, getTranslator } from '@/app/_i18n/server'
import { TrpcProvider } from '@/app/_trpc/provider'
import { getMe, getQueryClient, Hydrate, trpc, wished } from '@/app/_trpc/server'
import { KeysProvider } from '@/components/shell/keys'
import { Shell } from '@/components/shell/shell'
import { may } from '@/server/auth/permissions'
import { Account } from './_components/account'
import { AwayBanner } from './_components/away-banner'
import { ConsoleKeys } from './_components/console-keys'
import { EmergencyBanner } from './_components/emergency-banner'
import { FindButton } from './_components/find-button'
import { Health } from './_components/health'
import { Inbox } from './_components/inbox'
import { LiveUpdates } from './_components/live-updates'
import { MeProvider } from './_components/me'
import { Nav } from './_components/nav'

/** The frame of all pages behind sign-in. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const me = await getMe()
  const t = await getTranslator()
  const { theme, keys } = await getPreferences()
  const queryClient = getQueryClient()
  await Promise.all([
    wished(queryClient.fetchQuery(trpc.session.health.queryOptions())),
    may(me.role, 'case.read') && wished(queryClient.fetchQuery(trpc.cases.counts.queryOptions())),
    may(me.role, 'ledger.read') && wished(queryClient.fetchQuery(trpc.approvals.counts.queryOptions())),
  ])
  return (
    <TrpcProvider>
      <Hydrate>
        <MeProvider me={me}>
          <KeysProvider enabled={keys} apple={await isApple()}>
            <Shell
              skipLabel={t('app.skip')}
              navLabel={t('app.navigation')}
              find={<FindButton />}
              nav={<Nav role={me.role} />}
              status={<Health />}
              account={
                <>
                  {may(me.role, 'case.claim') && <Inbox />}
                  <Account me={me} choices={{ theme, keys, locale: await getLocale() }} />
                </>
              }
              banners={
                <>
                  <AwayBanner />
                  {may(me.role, 'approval.oversee') && <EmergencyBanner />}
                  <LiveUpdates />
                </>
              }
            >
              {children}
            </Shell>
            <ConsoleKeys role={me.role} />
          </KeysProvider>
        </MeProvider>
      </Hydrate>
    </TrpcProvider>
  )
}

async function isApple(): Promise<boolean> {
  return /Macintosh|iPhone|iPad/.test((await headers()).get('user-agent') ?? '')
}
