'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { useMe } from '@/app/(console)/_components/me'
import { useKeys } from '@/components/shell/keys'
import { Button } from '@/components/ui/button'
import { Kbd } from '@/components/ui/kbd'
import type { EvidenceMediaItem } from '@/server/features/evidence/schema'
import { useReveal } from './reveal'

type Props = { media: EvidenceMediaItem; from: string }

/** Media of the reported message, as Steward copied it: nothing is asked of whoever sent it. */
export default function Media(props: { media: EvidenceMediaItem[]; from: string; isEmergency: boolean }) {
  const One = props.isEmergency ? OnRecord : InSight
  return (
    <div className="mt-1.5 grid gap-2">
      {props.isEmergency && <KeyOfEmergencies />}
      {props.media.map((media) => (
        <One key={media.id} media={media} from={props.from} />
      ))}
    </div>
  )
}

/** Of an emergency no single key shows anything: `r` goes to the first button that does, or hides what is shown. */
function KeyOfEmergencies() {
  useKeys({
    r: () => {
      const shown = document.querySelectorAll<HTMLButtonElement>('[data-media="hide"]')
      for (const hide of shown) hide.click()
      if (shown.length === 0) document.querySelector<HTMLButtonElement>('[data-media="show"]')?.focus()
    },
  })
  return null
}

/** Blurred and without colour until somebody reveals it. */
function InSight({ media, from }: Props) {
  const { revealed, toggle } = useReveal()
  if (media.state !== 'stored' || media.purgedAt !== null) return <NotThere media={media} />
  return <Shown media={media} from={from} revealed={revealed} onToggle={toggle} href={hrefOf(media)} />
}

/** Of an emergency nothing is loaded before somebody asks for it, each time on record. */
function OnRecord({ media, from }: Props) {
  const t = useTranslations('evidence')
  const trpc = useTRPC()
  const me = useMe()
  const refusalText = useRefusalText()
  const [token, setToken] = useState<string | null>(null)
  const reveal = useMutation(
    trpc.evidence.reveal.mutationOptions({ onSuccess: (data) => setToken(data.token) }),
  )
  if (media.state !== 'stored' || media.purgedAt !== null) return <NotThere media={media} />
  if (token !== null) {
    const href = `${hrefOf(media)}?reveal=${token}`
    return <Shown media={media} from={from} revealed onToggle={() => setToken(null)} href={href} />
  }
  return (
    <div className="hatched grid min-h-[124px] max-w-80 place-content-center justify-items-center gap-1.5 rounded p-3 text-sm text-ink-2">
      <span className="rounded-sm bg-surface/85 px-1.5 text-center">
        {t(`media_${media.part}`)} · {t('media_emergency')}
      </span>
      {me.may('case.decide') && (
        <Button
          data-media="show"
          aria-keyshortcuts="r"
          busy={reveal.isPending}
          onClick={() => reveal.mutate({ mediaId: media.id })}
        >
          {t('media_show_once')}
        </Button>
      )}
      {reveal.isError && (
        <span role="alert" className="text-danger">
          {refusalText(reveal.error)}
        </span>
      )}
    </div>
  )
}

const hrefOf = ({ id }: EvidenceMediaItem) => `/api/evidence/${id}`

function Shown(props: Props & { revealed: boolean; onToggle: () => void; href: string }) {
  const { media, from, revealed, onToggle, href } = props
  const t = useTranslations('evidence')
  const [broken, setBroken] = useState(false)
  const what = t(`media_${media.part}`)
  const label = t('media_of', { what, name: from })
  if (broken || media.shows === null) return <AsFile media={media} href={href} isBroken={broken} />
  const veil = revealed ? '' : 'blur-xl grayscale'
  return (
    <div className="w-fit max-w-full">
      <div className="hatched relative min-h-[84px] min-w-[220px] overflow-hidden rounded contain-paint">
        {media.shows === 'picture' && (
          // biome-ignore lint/performance/noImgElement: a copy of evidence is shown as it is.
          <img
            src={href}
            alt={label}
            width={media.width ?? undefined}
            height={media.height ?? undefined}
            decoding="async"
            onError={() => setBroken(true)}
            className={`max-h-80 max-w-full w-auto object-contain ${veil}`}
          />
        )}
        {media.shows === 'film' && revealed && (
          // biome-ignore lint/a11y/useMediaCaption: what somebody sent has no captions.
          <video
            src={href}
            aria-label={label}
            controls
            preload="metadata"
            onError={() => setBroken(true)}
            className="max-h-80 max-w-full"
          />
        )}
        {media.shows === 'sound' && revealed && (
          // biome-ignore lint/a11y/useMediaCaption: what somebody sent has no captions.
          <audio src={href} aria-label={label} controls preload="none" onError={() => setBroken(true)} />
        )}
        {!revealed && (
          <div className="absolute inset-0 grid place-content-center justify-items-center gap-1.5 text-sm">
            <span className="rounded-sm bg-surface/85 px-1.5 text-ink-2">
              {what} · {t('media_hidden')}
            </span>
            <RevealButton onClick={onToggle} />
          </div>
        )}
      </div>
      {revealed && (
        <button
          type="button"
          data-media="hide"
          onClick={onToggle}
          className="text-sm text-ink-3 hover:text-ink"
        >
          {t('media_hide')}
        </button>
      )}
    </div>
  )
}

function RevealButton({ onClick }: { onClick: () => void }) {
  const t = useTranslations('case')
  return (
    <Button onClick={onClick} aria-keyshortcuts="r">
      {t('reveal')} <Kbd>r</Kbd>
    </Button>
  )
}

function AsFile({ media, href, isBroken }: { media: EvidenceMediaItem; href: string; isBroken: boolean }) {
  const t = useTranslations('evidence')
  return (
    <div className="rounded border border-line px-3 py-2 text-sm">
      <p className="wrap-anywhere">
        {t(`media_${media.part}`)} {media.name && <bdi className="font-strong">{media.name}</bdi>}
      </p>
      <p className="text-ink-2">
        {t(isBroken ? 'media_broken' : 'media_file_only')} · <code>{media.type}</code> ·{' '}
        {t('bytes', { n: media.bytes ?? 0 })}
      </p>
      <a href={href} download className="quiet-link">
        {t('media_save')}
      </a>
    </div>
  )
}

function NotThere({ media }: { media: EvidenceMediaItem }) {
  const t = useTranslations('evidence')
  const why = media.purgedAt !== null || media.state === 'stored' ? 'purged' : media.state
  return (
    <p className="text-ink-2 italic">
      {t(`media_${media.part}`)} {media.name && <bdi>{media.name}</bdi>} · {t(`media_${why}`)}
    </p>
  )
}
