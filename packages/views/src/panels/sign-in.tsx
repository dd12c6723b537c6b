import type { Client } from '@mortise/client'
import { BrandMark, useT } from '@mortise/ui'
import { Button, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import '../styles/panels.css'
import { messages } from './messages.ts'

/** The way in: email and password. `again` says that a session ended meanwhile, over the page that was open. */
export function SignIn({
  client,
  onDone,
  again = false,
}: {
  readonly client: Client
  readonly onDone: () => void
  readonly again?: boolean
}): ReactNode {
  const t = useT(messages)
  // Over another page it is not the main thing of the document.
  const Frame = again ? 'div' : 'main'
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
    <Frame className={again ? 'm-sign-in m-sign-in-again' : 'm-sign-in'}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <BrandMark size={44} />
        <h1>{t(again ? 'expired' : 'welcome')}</h1>
        <p className="m-faint">{t(again ? 'expiredText' : 'motto')}</p>
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
    </Frame>
  )
}
