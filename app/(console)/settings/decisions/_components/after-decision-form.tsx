'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { refusalOf } from '@/app/_trpc/refusal'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import type { AfterDecision } from '@/server/features/notices/schema'
import { CheckLine } from '../../_components/check-line'
import { NumberField } from '../../_components/number-field'
import { SelectField } from '../../_components/select-field'
import { wholeNumber } from '../../_components/whole-number'

const MOST_DAYS = 365
const MOST_PERCENT = 5

type Typed = {
  account: string
  name: string
  days: string
  percent: string
  blind: boolean
  language: string
}

/** The value as typed; null where something typed cannot be used. Pure. */
function valueIn({ account, name, days, percent, blind, language }: Typed): AfterDecision | null {
  const appealDays = wholeNumber(days, 1, MOST_DAYS)
  const samplePercent = wholeNumber(percent, 0, MOST_PERCENT)
  if (!appealDays || samplePercent === undefined || samplePercent === null || name.trim() === '') return null
  return {
    accountId: account.trim() === '' ? null : account.trim(),
    accountName: name.trim(),
    language: language === 'zh-CN' ? 'zh-CN' : 'en',
    appealDays,
    blindAppeals: blind,
    samplePercent,
  }
}

type Read = { value: AfterDecision; version: number }

/** Notices, appeals and second looks. After somebody else set them, theirs stands in the form. */
export function AfterDecisionForm({ read, mayWrite }: { read: Read; mayWrite: boolean }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const save = useMutation(
    trpc.notices.setSettings.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.notices.settings.queryFilter()),
    }),
  )
  return (
    <Form
      key={read.version}
      value={read.value}
      mayWrite={mayWrite}
      busy={save.isPending}
      isSaved={save.isSuccess}
      refused={save.error}
      onSave={(value) => save.mutate({ value, version: read.version })}
    />
  )
}

function Form(props: {
  value: AfterDecision
  mayWrite: boolean
  busy: boolean
  isSaved: boolean
  refused: unknown
  onSave: (value: AfterDecision) => void
}) {
  const { value, mayWrite, refused } = props
  const t = useTranslations('after_settings')
  const refusalText = useRefusalText()
  const [typed, setTyped] = useState<Typed>({
    account: value.accountId ?? '',
    name: value.accountName,
    days: String(value.appealDays),
    percent: String(value.samplePercent),
    blind: value.blindAppeals,
    language: value.language,
  })
  const [checked, setChecked] = useState(false)
  const next = valueIn(typed)
  const set = (changes: Partial<Typed>) => setTyped({ ...typed, ...changes })
  const field = refused ? refusalOf(refused).field : null
  const ofAccount = field === 'accountId' || field === 'value.accountId'
  return (
    <form
      className="grid gap-3.5"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setChecked(true)
        if (next && !props.busy) props.onSave(next)
      }}
    >
      {refused !== null && !ofAccount && (
        <Notice tone="danger" role="alert">
          {refusalText(refused)}
        </Notice>
      )}
      <Field label={t('account')} hint={t('account_hint')} error={ofAccount && refusalText(refused)}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            maxLength={64}
            className="font-mono"
            readOnly={!mayWrite}
            value={typed.account}
            onChange={(event) => set({ account: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('name')} error={checked && typed.name.trim() === '' && t('name_missing')}>
        {(control) => (
          <Input
            {...control}
            maxLength={80}
            readOnly={!mayWrite}
            value={typed.name}
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </Field>
      <SelectField
        label={t('language')}
        value={typed.language}
        options={[
          { value: 'en', label: 'English' },
          { value: 'zh-CN', label: '简体中文' },
        ]}
        disabled={!mayWrite}
        onChange={(language) => set({ language })}
      />
      <SecondLooks typed={typed} set={set} checked={checked} mayWrite={mayWrite} />
      {mayWrite && (
        <p className="flex items-center gap-3">
          <Button type="submit" size="md" variant="primary" busy={props.busy}>
            {t('save')}
          </Button>
          <span role="status" className="text-sm text-ok">
            {props.isSaved && t('saved')}
          </span>
        </p>
      )}
    </form>
  )
}

/** How long somebody can appeal, and what a second person looks at. */
function SecondLooks(props: {
  typed: Typed
  set: (changes: Partial<Typed>) => void
  checked: boolean
  mayWrite: boolean
}) {
  const { typed, set, checked, mayWrite } = props
  const t = useTranslations('after_settings')
  return (
    <>
      <NumberField
        label={t('appeal_days')}
        error={
          checked && !wholeNumber(typed.days, 1, MOST_DAYS)
            ? t('number', { least: 1, most: MOST_DAYS })
            : null
        }
        value={typed.days}
        readOnly={!mayWrite}
        onChange={(days) => set({ days })}
      />
      <CheckLine
        label={t('blind')}
        hint={t('blind_hint')}
        checked={typed.blind}
        disabled={!mayWrite}
        onChange={(blind) => set({ blind })}
      />
      <NumberField
        label={t('samples')}
        hint={t('samples_hint')}
        error={
          checked && typeof wholeNumber(typed.percent, 0, MOST_PERCENT) !== 'number'
            ? t('number', { least: 0, most: MOST_PERCENT })
            : null
        }
        value={typed.percent}
        readOnly={!mayWrite}
        onChange={(percent) => set({ percent })}
      />
    </>
  )
}
