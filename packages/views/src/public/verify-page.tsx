import { askAboutDocument, type CheckedDocument, isApiError } from '@mortise/client'
import { say } from '@mortise/errors'
import { formatInstantText, Icon, Skeleton, useT, useUi } from '@mortise/ui'
import { Button, Input } from 'antd'
import { type ReactNode, useEffect, useId, useState } from 'react'
import { PageFrame } from './page-frame.tsx'
import type { PageLanguage } from './page-language.tsx'
import { sha256Hex } from './sha256.ts'
import { verifyMessages } from './verify-messages.ts'

type Shown =
  | { readonly state: 'ask' | 'loading' }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'known'; readonly document: CheckedDocument }

/** Larger files are no documents of ours. */
const mostBytes = 100_000_000

/** Whether a printed document is the real one: by its code, and by a file that is compared without leaving the browser. */
export function VerifyPage({
  code,
  language,
}: {
  readonly code: string
  readonly language: PageLanguage
}): ReactNode {
  const t = useT(verifyMessages)
  const { locale } = language
  const [shown, setShown] = useState<Shown>({ state: code === '' ? 'ask' : 'loading' })
  useEffect(() => {
    if (code === '') return undefined
    let current = true
    askAboutDocument(code, { locale }).then(
      (document) => current && setShown({ state: 'known', document }),
      (error: unknown) => current && setShown({ state: 'failed', error }),
    )
    return () => {
      current = false
    }
  }, [code, locale])
  return (
    <PageFrame theme={undefined} title={t('title')} description={t('note')} language={language}>
      {shown.state === 'loading' ? <Skeleton shape="lines" count={4} /> : null}
      {shown.state === 'failed' ? <Refused error={shown.error} /> : null}
      {shown.state === 'known' ? <Known document={shown.document} locale={locale} /> : null}
      {shown.state === 'ask' || shown.state === 'failed' ? <Ask first={code} /> : null}
    </PageFrame>
  )
}

function Refused({ error }: { readonly error: unknown }): ReactNode {
  const t = useT(verifyMessages)
  const unknown = isApiError(error) && error.status === 404
  return (
    <p className="m-verify-answer" data-tone="danger" role="alert">
      <Icon name="circle-x" size={20} />
      <span>
        <b>{unknown ? t('unknown') : t('failed')}</b>
        <span>{unknown ? t('unknownText') : error instanceof Error ? error.message : ''}</span>
      </span>
    </p>
  )
}

function Ask({ first }: { readonly first: string }): ReactNode {
  const t = useT(verifyMessages)
  const [code, setCode] = useState(first)
  return (
    <form
      className="m-verify-ask"
      onSubmit={(event) => {
        event.preventDefault()
        if (code.trim() !== '') location.assign(`/verify/${encodeURIComponent(code.trim())}`)
      }}
    >
      <Input
        aria-label={t('code')}
        placeholder="XXXX-XXXX-XXXX-XXXX"
        autoComplete="off"
        maxLength={40}
        value={code}
        onChange={({ target }) => setCode(target.value)}
      />
      <Button type="primary" htmlType="submit">
        {t('check')}
      </Button>
    </form>
  )
}

function Known({
  document,
  locale,
}: {
  readonly document: CheckedDocument
  readonly locale: 'zh' | 'en'
}): ReactNode {
  const t = useT(verifyMessages)
  const { timeZone } = useUi()
  const facts: readonly (readonly [string, string])[] = [
    [t('name'), say(document.label, locale)],
    [t('number'), document.number],
    [t('company'), document.company],
    [t('at'), formatInstantText(document.at, timeZone)],
    [t('code'), document.code],
  ]
  return (
    <>
      <p className="m-verify-answer" data-tone="success" role="status">
        <Icon name="circle-check" size={20} />
        <span>
          <b>{t('known')}</b>
          <span>{t('knownText')}</span>
        </span>
      </p>
      <dl className="m-verify-facts">
        {facts
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <Compare code={document.code} locale={locale} />
    </>
  )
}

type Compared = 'same' | 'other' | 'large' | 'failed'

/** Compares a file by its digest, which is made here: the file goes nowhere. */
function Compare({ code, locale }: { readonly code: string; readonly locale: 'zh' | 'en' }): ReactNode {
  const t = useT(verifyMessages)
  const id = useId()
  const [busy, setBusy] = useState(false)
  const [compared, setCompared] = useState<{ readonly is: Compared; readonly name: string }>()
  const compare = async (file: File): Promise<Compared> => {
    if (file.size > mostBytes) return 'large'
    const sha256 = await sha256Hex(new Uint8Array(await file.arrayBuffer()))
    const { same } = await askAboutDocument(code, { locale, sha256 })
    return same === true ? 'same' : 'other'
  }
  const chosen = async (file: File): Promise<void> => {
    setBusy(true)
    const is = await compare(file).catch((): Compared => 'failed')
    setCompared({ is, name: file.name })
    setBusy(false)
  }
  return (
    <section className="m-verify-file">
      <h2>{t('compare')}</h2>
      <p className="m-faint">{t('compareText')}</p>
      <input
        id={id}
        type="file"
        hidden
        accept="application/pdf"
        aria-label={t('choose')}
        onChange={({ target }) => {
          const [file] = target.files ?? []
          if (file !== undefined) void chosen(file)
          target.value = ''
        }}
      />
      <Button loading={busy} onClick={() => document.getElementById(id)?.click()}>
        {t('choose')}
      </Button>
      {compared === undefined ? null : (
        <p
          className="m-verify-answer"
          data-tone={compared.is === 'same' ? 'success' : 'danger'}
          role="status"
        >
          <Icon name={compared.is === 'same' ? 'circle-check' : 'circle-x'} size={20} />
          <span>
            <b>{t(compared.is)}</b>
            <span>{compared.name}</span>
          </span>
        </p>
      )}
    </section>
  )
}
