import type { ReactNode } from 'react'
import { PageMessages } from '@/app/_i18n/page-messages'
import { getMessages } from '@/app/_i18n/server'
import { getMe, Hydrate, wished } from '@/app/_trpc/server'
import { NoPermission } from '@/app/(console)/_components/no-permission'
import { may } from '@/server/auth/permissions'

/** A settings page about what comes in, with what it shows first. */
export async function IntakePage(props: { read: readonly (() => Promise<unknown>)[]; children: ReactNode }) {
  const me = await getMe()
  if (!may(me.role, 'setting.read')) return <NoPermission role={me.role} />
  const { intake, desk_settings } = await getMessages()
  await Promise.all(props.read.map((read) => wished(read())))
  return (
    <Hydrate>
      <PageMessages messages={{ intake, desk_settings }}>{props.children}</PageMessages>
    </Hydrate>
  )
}
