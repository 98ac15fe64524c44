'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { useDesk } from '@/app/(console)/_components/use-desk'
import { Time } from '@/components/time/time'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Tag } from '@/components/ui/tag'
import type { ChannelRow, Delivered } from '@/server/features/alerts/schema'
import { clockOf } from './clock-of'

/** One channel: what it hears of, and how sending to it went. */
export function ChannelCard(props: { channel: ChannelRow; mayTest: boolean; menu: ReactNode }) {
  const t = useTranslations('alerts_settings')
  const { queueName } = useDesk()
  const { name, kind, host, recipients, events, queueIds, quiet, enabled, failures } = props.channel
  return (
    <article className="rounded-lg border border-line bg-surface px-4 py-3">
      <header className="flex flex-wrap items-center gap-2">
        <h2 className="font-semibold">
          <bdi>{name}</bdi>
        </h2>
        <Tag>{t(`kinds.${kind}`)}</Tag>
        {!enabled && <Tag tone="warn">{t('off')}</Tag>}
        {failures > 0 && <Tag tone="danger">{t('failing')}</Tag>}
        <div className="ml-auto">{props.menu}</div>
      </header>
      <p className="text-ink-3 break-words">
        <bdi>{kind === 'email' ? recipients.join(', ') : host}</bdi>
      </p>
      <p className="mt-1.5">
        {events.map((event) => t(`events.${event}`)).join(' · ')}
        <span className="text-ink-3">
          {' — '}
          {queueIds.length === 0 ? t('every_queue') : queueIds.map(queueName).join(', ')}
        </span>
      </p>
      {quiet && (
        <p className="text-sm text-ink-3">
          {t('quiet_told', { from: clockOf(quiet.from), to: clockOf(quiet.to), zone: quiet.timeZone })}
        </p>
      )}
      <State channel={props.channel} />
      {props.mayTest && <Test channel={props.channel} />}
    </article>
  )
}

function State({ channel: { failures, problem, sentAt } }: { channel: ChannelRow }) {
  const t = useTranslations('alerts_settings')
  return (
    <>
      <p className="mt-1.5 text-sm text-ink-3">
        {sentAt === null ? (
          t('never_sent')
        ) : (
          <>
            {t('last_sent')} <Time at={sentAt} as="moment" />
          </>
        )}
      </p>
      {problem && (
        <p className="text-sm text-danger">
          {t('problem', { n: failures })} {t(`problems.${problem.code}`)} <Answer text={problem.answer} />
        </p>
      )}
    </>
  )
}

/** Sends a test at once, and says what came back. */
function Test({ channel: { id, name } }: { channel: ChannelRow }) {
  const t = useTranslations('alerts_settings')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const refusalText = useRefusalText()
  const test = useMutation(
    trpc.alerts.test.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.alerts.pathFilter()),
    }),
  )
  return (
    <div className="mt-2 grid justify-items-start gap-2">
      <Button aria-label={t('test_of', { name })} busy={test.isPending} onClick={() => test.mutate({ id })}>
        {t('test')}
      </Button>
      <div role="status" className="w-full">
        {test.data && <Result delivered={test.data} />}
        {test.isError && <Notice tone="danger">{refusalText(test.error)}</Notice>}
      </div>
    </div>
  )
}

function Result({ delivered: { problem, answer } }: { delivered: Delivered }) {
  const t = useTranslations('alerts_settings')
  if (problem === null) {
    return (
      <Notice tone="ok">
        {answer === '' ? t('test_ok_silent') : t('test_ok')} <Answer text={answer} />
      </Notice>
    )
  }
  return (
    <Notice tone="danger" title={t('test_failed')}>
      {t(`problems.${problem}`)} <Answer text={answer} />
    </Notice>
  )
}

/** Said by the other side: anybody's text. */
const Answer = ({ text }: { text: string }) =>
  text !== '' && (
    <bdi>
      <code className="break-all">{text}</code>
    </bdi>
  )
