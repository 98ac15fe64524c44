'use client'

import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { postSignIn } from '../../_components/post-sign-in'
import { useSending } from '../../_components/use-sending'

/** E-mail and password. What was typed stays after a refusal. */
export function SignInForm({ demo }: { demo: boolean }) {
  const t = useTranslations('auth')
  const { busy, submit, errorOf, general } = useSending(['email', 'password'])
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        const typed = new FormData(event.currentTarget)
        const values = { email: String(typed.get('email')), password: String(typed.get('password')) }
        void submit(() => postSignIn('credentials', values))
      }}
    >
      {general && (
        <Notice tone="danger" role="alert">
          {general}
        </Notice>
      )}
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
      <Field label={t('password')} hint={demo && t('demo_password')} error={errorOf('password')}>
        {(control) => <Input {...control} name="password" type="password" autoComplete="current-password" />}
      </Field>
      <Button
        type="submit"
        variant={demo ? 'plain' : 'primary'}
        size="lg"
        wide
        className="max-md:h-10"
        busy={busy}
      >
        {busy ? t('signing_in') : t('sign_in')}
      </Button>
    </form>
  )
}
