'use client'

import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { postSignIn } from '../../_components/post-sign-in'
import { useSending } from '../../_components/use-sending'
import { makeFirstOwner } from '../make-first-owner'

const FIELDS = ['code', 'name', 'email', 'password']

/** Code, name, e-mail, password; signs the new owner in. What was typed stays after a refusal. */
export function FirstRunForm() {
  const t = useTranslations('auth')
  const { busy, submit, errorOf, general } = useSending(FIELDS)
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        const typed = new FormData(event.currentTarget)
        const values = Object.fromEntries(FIELDS.map((name) => [name, String(typed.get(name))]))
        const { email = '', password = '' } = values
        void submit(
          async () =>
            (await makeFirstOwner(values)) ?? (await postSignIn('credentials', { email, password })),
        )
      }}
    >
      {general && (
        <Notice tone="danger" role="alert">
          {general}
        </Notice>
      )}
      <Field label={t('code')} error={errorOf('code')}>
        {(control) => (
          <Input
            {...control}
            name="code"
            autoComplete="one-time-code"
            autoCapitalize="characters"
            spellCheck={false}
            className="font-mono uppercase"
          />
        )}
      </Field>
      <Field label={t('name')} error={errorOf('name')}>
        {(control) => <Input {...control} name="name" autoComplete="name" />}
      </Field>
      <Field label={t('email')} error={errorOf('email')}>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            inputMode="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </Field>
      <Field label={t('password')} hint={t('password_hint')} error={errorOf('password')}>
        {(control) => <Input {...control} name="password" type="password" autoComplete="new-password" />}
      </Field>
      <Button type="submit" variant="primary" size="lg" wide className="max-md:h-10" busy={busy}>
        {t('create_owner')}
      </Button>
    </form>
  )
}
