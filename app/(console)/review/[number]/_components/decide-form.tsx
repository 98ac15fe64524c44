'use client'

import dynamic from 'next/dynamic'
import { useEffect, useEffectEvent, useRef } from 'react'
import { useKeys } from '@/components/shell/keys'
import { isSubmitChord } from '@/components/ui/shortcut'
import type { CaseDetail } from '@/server/features/cases/schema'
import { Choices } from './choices'
import { DetailsOutline } from './details-outline'
import type { Claim } from './use-claim'
import { useDecision } from './use-decision'

const loadDetails = () => import('./decide-details')
const DecideDetails = dynamic(loadDetails, { ssr: false, loading: DetailsOutline })
const RemoveMessages = dynamic(() => import('./remove-messages'), { ssr: false })
const ChosenAction = dynamic(() => import('./chosen-action'), { ssr: false })

type Props = {
  item: CaseDetail
  claim: Claim
  /** Called as soon as somebody begins to decide, to load what is shown afterwards. */
  onBegin: () => void
}

/** Decides a case: what, with which consequences, and why. Touching it claims the case. */
export function DecideForm({ item, claim, onBegin }: Props) {
  const decision = useDecision({ ...item, begun: item.draft !== null || item.ledger.length > 0 })
  const choices = useRef<HTMLFieldSetElement>(null)
  const touch = () => {
    claim.take()
    onBegin()
    void loadDetails()
  }
  const byKey = (choose: () => void) => () => {
    touch()
    choose()
  }
  useKeys({
    d: () => choices.current?.querySelector<HTMLInputElement>('input:checked, input')?.focus(),
    a: () => choices.current?.querySelector<HTMLElement>('[data-more]')?.click(),
    x: byKey(decision.none),
    ...Object.fromEntries(
      decision.presets.map((preset) => [String(preset.slot), byKey(() => decision.preset(preset))]),
    ),
  })
  // Out of the form too: after a key that chose, the next stroke carries it out.
  const chord = useEffectEvent((event: KeyboardEvent) => {
    if (!isSubmitChord(event) || event.defaultPrevented || event.isComposing || !decision.chosen) return
    if (document.querySelector('dialog[open], :popover-open')) return
    event.preventDefault()
    decision.want(event.shiftKey ? 'next' : 'stay')
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => chord(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])

  return (
    <>
      <form
        noValidate
        className="flex min-h-0 flex-1 flex-col"
        onFocus={touch}
        onSubmit={(event) => {
          event.preventDefault()
          decision.want('stay')
        }}
        onKeyDown={(event) => {
          // Out of the text, so that single keys work again.
          if (event.key === 'Escape' && event.target instanceof HTMLElement) event.target.blur()
        }}
      >
        <div className="flex min-h-0 flex-1 flex-col gap-3.5 px-4 pt-3.5 md:overflow-y-auto [&>*]:shrink-0">
          <Choices
            ref={choices}
            decision={decision}
            onTouch={touch}
            under={(action) => <ChosenAction action={action} item={item} decision={decision} />}
          />
          {decision.begun && <DecideDetails item={item} claim={claim} decision={decision} />}
        </div>
      </form>
      {/* Beside the form: it has one of its own. */}
      {decision.findsMessages && decision.person && (
        <RemoveMessages person={decision.person} onClose={() => decision.findMessages(false)} />
      )}
    </>
  )
}
