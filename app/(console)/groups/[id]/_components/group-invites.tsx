'use client'

import { useQuery } from '@tanstack/react-query'
import type { Route } from 'next'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { PartMessages } from '@/app/_i18n/part-messages'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { useMe } from '@/app/(console)/_components/me'
import { CardOutline } from '@/app/(console)/invites/_components/card-outline'
import { inviteHref } from '@/app/(console)/invites/_components/invite-href'
import { LinkStateTag } from '@/app/(console)/invites/_components/invite-tags'
import { useInviteNews } from '@/app/(console)/invites/_components/use-invite-news'
import { Uses } from '@/app/(console)/invites/_components/uses'
import { Button } from '@/components/ui/button'
import { buttonClass } from '@/components/ui/button-class'
import { Card } from '@/components/ui/card'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import type { GroupDetail } from '@/server/features/groups/schema'

const NewInviteDialog = dynamic(() => import('@/app/(console)/invites/_components/new-invite-dialog'), {
  ssr: false,
})
const RuleDialog = dynamic(() => import('./invite-rule-dialog'), { ssr: false })

type Group = Pick<GroupDetail, 'groupId' | 'name' | 'status'>

const SHOWN = 5
/** Links left paused by a restore, as many as are counted. */
const MOST_COUNTED = 100

/** The newest links into a group, and what holds for all of them. */
export default function GroupInvites({ group }: { group: Group }) {
  return (
    <PartMessages parts={['invites']} outline={<CardOutline />}>
      <Links group={group} />
    </PartMessages>
  )
}

function Links({ group }: { group: Group }) {
  const t = useTranslations('invites')
  const trpc = useTRPC()
  const refusalText = useRefusalText()
  const { may } = useMe()
  const [making, setMaking] = useState(false)
  const { groupId, name, status } = group
  const links = useQuery(trpc.invites.list.queryOptions({ group: groupId, limit: SHOWN }))
  useInviteNews(trpc.invites.list.queryFilter({ group: groupId, limit: SHOWN }))
  const all = `/invites?${new URLSearchParams({ group: groupId })}` as Route
  const mayMake = may('invite.manage') && status !== 'dismissed' && status !== 'gone'
  return (
    <Card
      title={t('card_title')}
      aside={
        mayMake && (
          <Button variant="ghost" onClick={() => setMaking(true)}>
            {t('card_new')}…
          </Button>
        )
      }
    >
      {links.isError && !links.data && <p className="text-danger">{refusalText(links.error)}</p>}
      {links.isPending && <Skeleton className="h-5 w-2/3" />}
      {links.data?.items.length === 0 && <p className="text-ink-3">{t('card_none')}</p>}
      <ul className="[&:not(:empty)]:border-t [&:not(:empty)]:border-line">
        {links.data?.items.map((invite) => (
          <li key={invite.id} className="border-b border-line">
            <Link
              href={inviteHref(invite.id)}
              prefetch={false}
              className="-mx-2 flex min-h-10 items-center gap-2 px-2 -outline-offset-2 hover:bg-hover md:min-h-8"
            >
              {invite.label ? (
                <span className="min-w-0 flex-1 truncate" dir="auto" title={invite.spelled}>
                  {invite.label}
                </span>
              ) : (
                <code className="min-w-0 flex-1 truncate text-xs">{invite.spelled}</code>
              )}
              <LinkStateTag invite={invite} />
              <span className="font-mono text-xs">
                <Uses invite={invite} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {links.data?.nextCursor && (
        <p className="mt-1.5 text-sm">
          <Link href={all} className="text-accent hover:underline">
            {t('card_all')}
          </Link>
        </p>
      )}
      <LeftPaused groupId={groupId} />
      <Rule group={group} />
      {making && <NewInviteDialog group={{ id: groupId, name }} onClose={() => setMaking(false)} />}
    </Card>
  )
}

/** Links that a restore left paused, and where to choose which of them work again. */
function LeftPaused({ groupId }: { groupId: string }) {
  const t = useTranslations('invites')
  const trpc = useTRPC()
  const filter = { group: groupId, why: 'group_restored' } as const
  const { data } = useQuery(trpc.invites.list.queryOptions({ ...filter, limit: MOST_COUNTED }))
  useInviteNews(trpc.invites.list.queryFilter({ ...filter, limit: MOST_COUNTED }))
  if (!data || data.items.length === 0) return null
  return (
    <Notice
      tone="warn"
      className="mt-3"
      title={t('left_paused', { n: data.items.length, more: data.nextCursor ? 'yes' : 'no' })}
      action={
        <Link href={`/invites?${new URLSearchParams(filter)}` as Route} className={buttonClass()}>
          {t('left_paused_choose')}
        </Link>
      }
    >
      {t('left_paused_text')}
    </Notice>
  )
}

/** What the group keeps for all of its links. */
function Rule({ group }: { group: Group }) {
  const t = useTranslations('invites')
  const trpc = useTRPC()
  const { may } = useMe()
  const [open, setOpen] = useState(false)
  const { groupId, name } = group
  const { data: rule } = useQuery(trpc.invites.groupRule.queryOptions({ groupId }))
  if (!rule) return null
  return (
    <section className="mt-3 flex items-start gap-2 text-sm">
      <p className="min-w-0 flex-1 text-ink-3">
        {t(rule.hidesCard ? 'rule_hidden' : 'rule_shown')}{' '}
        {rule.memberLimit === null ? t('rule_no_limit') : t('rule_limit', { n: rule.memberLimit })}
      </p>
      {may('invite.rule') && (
        <Button variant="ghost" onClick={() => setOpen(true)}>
          {t('change')}…
        </Button>
      )}
      {open && <RuleDialog groupId={groupId} name={name} rule={rule} onClose={() => setOpen(false)} />}
    </section>
  )
}
