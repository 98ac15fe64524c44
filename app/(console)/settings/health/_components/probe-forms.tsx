'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

/** Makes the probe run anew; with a person's token it also tries whether the port answers to it. */
export function ProbeForms() {
  const t = useTranslations('health_page')
  const refusalText = useRefusalText()
  const form = useRef<HTMLFormElement>(null)
  const [isEmpty, setIsEmpty] = useState(false)
  const again = useProbe()
  const trial = useProbe()
  const error = isEmpty ? t('try_empty') : trial.error && refusalText(trial.error)
  return (
    <>
      <div className="mt-3 flex flex-wrap items-center gap-3">
        <Button busy={again.isPending} onClick={() => again.mutate({})}>
          {t('probe')}
        </Button>
        <p role="status" className="text-sm text-ink-3">
          {again.isSuccess && t('probe_done')}
        </p>
      </div>
      {again.error && (
        <p role="alert" className="mt-2 text-sm text-danger">
          {refusalText(again.error)}
        </p>
      )}
      <form
        ref={form}
        noValidate
        className="mt-4 border-t border-line pt-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (trial.isPending) return
          const userToken = String(new FormData(event.currentTarget).get('token')).trim()
          setIsEmpty(userToken === '')
          trial.reset()
          if (userToken) trial.mutate({ userToken }, { onSuccess: () => form.current?.reset() })
        }}
      >
        <h3 className="font-strong">{t('try_title')}</h3>
        <p className="mt-0.5 mb-2 text-ink-3">{t('try_text')}</p>
        <Field label={t('try_label')} hint={t('try_hint')} error={error}>
          {(control) => (
            <div className="flex gap-2">
              <Input
                {...control}
                name="token"
                type="password"
                autoComplete="off"
                spellCheck={false}
                className="min-w-0 flex-1 font-mono"
              />
              <Button type="submit" size="md" busy={trial.isPending} className="max-md:h-10">
                {t('try')}
              </Button>
            </div>
          )}
        </Field>
        <p role="status" className="text-sm text-ink-2 not-empty:mt-1.5">
          {trial.data && t(`tried.${trial.data.openToUsers}`)}
        </p>
      </form>
    </>
  )
}

function useProbe() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return useMutation(
    trpc.health.probe.mutationOptions({
      // What is sent may hold a token.
      gcTime: 0,
      onSettled: async () => {
        await Promise.all([
          queryClient.invalidateQueries(trpc.health.get.pathFilter()),
          queryClient.invalidateQueries(trpc.session.health.pathFilter()),
        ])
      },
    }),
  )
}
