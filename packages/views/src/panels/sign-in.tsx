import type { Client } from '@mortise/client'
import { BrandMark, useT } from '@mortise/ui'
import { Button, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import '../styles/panels.css'
import { messages } from './messages.ts'

/** The way in: email and password. */
export function SignIn({
  client,
  onDone,
}: {
  readonly client: Client
  readonly onDone: () => void
}): ReactNode {
  const t = useT(messages)
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const submit = async (): Promise<void> => {
    setBusy(true)
    setProblem(undefined)
    try {
      await client.session.signIn(email.trim(), password)
      onDone()
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    }
    setBusy(false)
  }
  return (
    <main className="m-sign-in">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <BrandMark size={44} />
        <h1>{t('welcome')}</h1>
        <p className="m-faint">{t('motto')}</p>
        <label htmlFor="email">{t('email')}</label>
        <Input
          id="email"
          size="large"
          type="email"
          autoComplete="username"
          autoFocus
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <label htmlFor="password">{t('password')}</label>
        <Input
          id="password"
          size="large"
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        {problem === undefined ? null : (
          <p className="m-error" role="alert">
            {problem}
          </p>
        )}
        <Button type="primary" size="large" htmlType="submit" block loading={busy}>
          {t('signIn')}
        </Button>
      </form>
    </main>
  )
}
