'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { PartMessages } from '@/app/_i18n/part-messages'
import { useTRPC } from '@/app/_trpc/client'
import { useMe } from '@/app/(console)/_components/me'
import { Dialog } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'
import type { CaseDetail } from '@/server/features/cases/schema'
import { LinkTool } from './link-tool'
import { HandOverTool, HoldTool } from './tools-keep'
import { AssignTool, EscalateTool, SnoozeTool } from './tools-pass-on'
import { MergeTool, SplitTool } from './tools-subjects'

const TOOLS = ['escalate', 'snooze', 'assign', 'link', 'split', 'merge', 'hold', 'hand_over'] as const
export type Tool = 'menu' | (typeof TOOLS)[number]

type Props = {
  item: CaseDetail
  tool: Tool
  onTool: (tool: Tool | null) => void
  onSkip: () => void
}

/** The list of what can be done with a case, and the dialog of what was chosen. */
export default function CaseTools(props: Props) {
  return (
    <PartMessages parts={['case_work']} outline={null}>
      <OneTool {...props} />
    </PartMessages>
  )
}

function OneTool(props: Props) {
  const { item, tool, onTool } = props
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const reread = () => queryClient.invalidateQueries({ queryKey: trpc.cases.get.pathKey() })
  const common = { item, onClose: () => onTool(null), onDone: reread }
  switch (tool) {
    case 'menu':
      return <ToolMenu {...props} reread={reread} />
    case 'escalate':
      return <EscalateTool {...common} />
    case 'snooze':
      return <SnoozeTool {...common} />
    case 'assign':
      return <AssignTool {...common} />
    case 'link':
      return <LinkTool {...common} />
    case 'split':
      return <SplitTool {...common} />
    case 'merge':
      return <MergeTool {...common} />
    case 'hold':
      return <HoldTool {...common} />
    case 'hand_over':
      return <HandOverTool {...common} />
  }
}

type RowId = (typeof TOOLS)[number] | 'skip' | 'wake' | 'unhold' | 'watch' | 'unwatch'

const KEYS: Partial<Record<RowId, string>> = { escalate: 'e', snooze: 'z', skip: 's' }

function ToolMenu({ item, onTool, onSkip, reread }: Props & { reread: () => Promise<unknown> }) {
  const t = useTranslations('case_work')
  const me = useMe()
  const trpc = useTRPC()
  const watch = useMutation(trpc.cases.watch.mutationOptions({ onSuccess: reread }))
  const wake = useMutation(trpc.cases.wake.mutationOptions({ onSuccess: reread }))
  const open = item.state === 'open'
  const mine = open && item.claim?.staffId === me.id
  const fits: Record<(typeof TOOLS)[number], boolean> = {
    escalate: open,
    snooze: open,
    assign: open,
    link: mine && item.type === 'report',
    split: mine && item.parts.length > 1,
    merge: mine && item.type === 'report',
    hold: true,
    hand_over: true,
  }
  const end = (run: () => void) => () => {
    onTool(null)
    run()
  }
  const row = (id: RowId, run: () => void) => ({ id, run })
  const rows = [
    ...(open ? [row('skip', end(onSkip))] : []),
    ...(item.snoozedUntil === null
      ? []
      : [
          row(
            'wake',
            end(() => wake.mutate({ caseId: item.id })),
          ),
        ]),
    ...TOOLS.filter((tool) => fits[tool]).map((tool) =>
      row(tool === 'hold' && item.legalHold ? 'unhold' : tool, () => onTool(tool)),
    ),
    row(
      item.watched ? 'unwatch' : 'watch',
      end(() => watch.mutate({ caseId: item.id, watched: !item.watched })),
    ),
  ]
  return (
    <Dialog
      title={t('menu')}
      subtitle={open && !mine ? t('claim_first') : undefined}
      onClose={() => onTool(null)}
    >
      <ul className="mt-2 grid">
        {rows.map(({ id, run }, at) => (
          <li key={id}>
            <button
              type="button"
              data-first={at === 0 ? '' : undefined}
              onClick={run}
              className="flex min-h-9 w-full items-center rounded px-2.5 text-left hover:bg-hover"
            >
              {t(`tool_${id}`)}
              {KEYS[id] && (
                <span className="ml-auto">
                  <Kbd>{KEYS[id]}</Kbd>
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
