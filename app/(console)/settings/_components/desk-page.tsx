import type { ReactNode } from 'react'
import { PageMessages } from '@/app/_i18n/page-messages'
import { getMessages } from '@/app/_i18n/server'
import { getMe, Hydrate, wished } from '@/app/_trpc/server'
import { NoPermission } from '@/app/(console)/_components/no-permission'
import { prefetchDesk } from '@/app/(console)/_components/prefetch-desk'
import { may } from '@/server/auth/permissions'

/** A page of the review desk's settings with what it shows first. */
export async function DeskPage(props: { read: readonly (() => Promise<unknown>)[]; children: ReactNode }) {
  const me = await getMe()
  if (!may(me.role, 'setting.read')) return <NoPermission role={me.role} />
  const { desk_settings, text_diff } = await getMessages()
  await Promise.all([prefetchDesk(), ...props.read.map((read) => wished(read()))])
  return (
    <Hydrate>
      <PageMessages messages={{ desk_settings, text_diff }}>{props.children}</PageMessages>
    </Hydrate>
  )
}
