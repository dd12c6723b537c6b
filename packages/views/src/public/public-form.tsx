import {
  createClient,
  isApiError,
  type Me,
  type PublicPage,
  type PublicThanks,
  type PublicVisit,
} from '@mortise/client'
import { say } from '@mortise/errors'
import type { FaceContext } from '@mortise/fields/react'
import { showErrors, validateForm } from '@mortise/forms'
import { formatInstantText, Icon, useT } from '@mortise/ui'
import { Alert, Button, Checkbox } from 'antd'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { ErrorSummary, type FormProblem } from '../form/error-summary.tsx'
import { focusField } from '../form/focus-field.ts'
import type { FormStore } from '../form/form-store.ts'
import { FormView } from '../form/form-view.tsx'
import type { LinkReader } from '../form/link-reader.ts'
import { provideAwaited } from '../form/load-links.ts'
import { MetadataProvider, useFaceContext } from '../workspace/metadata.tsx'
import { useChoices } from './choices.ts'
import { deviceName, dropDraft, keepDraft, keepSent, keptDraft } from './keep.ts'
import { messages } from './messages.ts'
import { openPublic, prefilled, type PublicProgram, publicKit, sentValues, sourceOf } from './open-public.ts'
import { useOnline } from './use-online.ts'
import { type Previews, usePreviews } from './use-previews.ts'
import { type Proofs, useProofs } from './use-proof.ts'

type Props = {
  readonly token: string
  readonly visit: PublicVisit
  readonly page: PublicPage
  readonly ready: PublicProgram
  readonly locale: 'zh' | 'en'
  readonly onSent: (thanks: PublicThanks) => void
  /** The server says that this device has taken part. */
  readonly onOnce: () => void
}

const noKit = (): Promise<never> => Promise.reject(new Error('no kit'))

/** Nobody: who fills in a public form has no account and no rights beyond it. */
function nobody(locale: string, { timeZone, sites }: Pick<PublicPage, 'timeZone' | 'sites'>): Me {
  return {
    user: { id: '', name: '', email: '', departmentId: null, roles: [], title: null, locale },
    admin: false,
    design: false,
    workspace: { key: '', name: '', timeZone, currency: 'CNY', sites },
    entities: {},
    viewer: null,
    unread: 0,
    todo: 0,
    preferences: {},
  } as unknown as Me
}

/** A form that a stranger fills in: with a draft on this device, the riddle solved meanwhile, and no session. */
export function PublicForm(props: Props): ReactNode {
  const { visit, page, ready, locale } = props
  const proofs = useProofs(visit)
  const me = useMemo(() => nobody(locale, page), [locale, page])
  const seen = usePreviews()
  const client = useMemo(() => {
    const base = createClient({ baseUrl: '', locale })
    // Files go the way of this link; there is nothing else for a stranger to ask.
    const send = visit.uploader(proofs.get)
    const uploadFile: typeof base.session.uploadFile = async (file, options = {}) => {
      const stored = await send(file, options)
      seen.keep(stored.id, file)
      return stored
    }
    return { ...base, session: { ...base.session, uploadFile } }
  }, [visit, proofs, locale, seen])
  return (
    <MetadataProvider client={client} kit={publicKit} loadKit={noKit} model={ready.model} me={me}>
      <OpenForm {...props} proofs={proofs} seen={seen} />
    </MetadataProvider>
  )
}

type Problems = readonly FormProblem[]

function OpenForm(props: Props & { readonly proofs: Proofs; readonly seen: Previews }): ReactNode {
  const { token, page, ready, locale, proofs, seen } = props
  const t = useT(messages)
  const online = useOnline()
  const draft = useMemo(() => keptDraft(token), [token])
  const [from, setFrom] = useState(draft)
  const store = useMemo(() => {
    const given = prefilled(ready, { search: location.search, fields: page.prefill, locale })
    return openPublic(ready, { values: { ...given, ...from }, locale })
    // The language of the open form is that of its opening: what was typed must not be lost by a switch.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [ready, from])
  const face = useFaceContext(ready.program.entity.key)
  const choices = useChoices({ picks: page.picks, visit: props.visit, proof: proofs.get })
  const ctx = useMemo<FaceContext>(() => {
    const { href: _href, ...rest } = face
    const { find: lookup, labelOf, lettersOf } = choices
    return { ...rest, locale, fileUrl: seen.url, lookup, labelOf, lettersOf }
  }, [face, locale, seen, choices])
  useChosen(store, ready, choices.reader)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const off = store.subscribe(() => {
      proofs.begin()
      clearTimeout(timer)
      timer = setTimeout(() => keepDraft(token, sentValues(ready, store)), 500)
    })
    return () => {
      off()
      clearTimeout(timer)
    }
  }, [store, proofs, token, ready])
  const { send, busy, problems, agreed, setAgreed, consentMissing, trap } = useSending(props, store)
  const until = page.closesAt === null ? undefined : formatInstantText(page.closesAt, page.timeZone)
  return (
    <form
      noValidate
      className="m-pub-form"
      aria-label={say(page.title ?? page.label, locale)}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      {online ? null : <Alert type="warning" showIcon message={t('offline')} />}
      {from === undefined ? null : (
        <p className="m-pub-draft">
          <Icon name="history" size={14} />
          <span>{t('restored')}</span>
          <Button
            type="link"
            size="small"
            onClick={() => {
              dropDraft(token)
              setFrom(undefined)
            }}
          >
            {t('discard')}
          </Button>
        </p>
      )}
      <ErrorSummary store={store} problems={problems} locale={locale} />
      <FormView store={store} ctx={ctx} />
      <label className="m-visually-hidden" aria-hidden="true">
        {t('leaveEmpty')}
        <input ref={trap} type="text" name="website" tabIndex={-1} autoComplete="off" />
      </label>
      {page.consent === undefined ? null : (
        <div className="m-pub-consent" data-invalid={consentMissing}>
          <Checkbox checked={agreed} onChange={(event) => setAgreed(event.target.checked)} id="m-consent">
            {say(page.consent.text, locale)}
          </Checkbox>
          {consentMissing ? <span className="m-error">{t('consentNeeded')}</span> : null}
        </div>
      )}
      <div className="m-pub-send">
        <Button type="primary" size="large" htmlType="submit" loading={busy} disabled={!online}>
          {t(busy ? 'submitting' : 'submit')}
        </Button>
        {until === undefined ? null : <small className="m-faint">{t('closesAt', { at: until })}</small>}
      </div>
    </form>
  )
}

/** Hands the form what is shown of the records that were chosen, for what its expressions read of them. */
function useChosen(store: FormStore, { program }: PublicProgram, reader: LinkReader): void {
  useEffect(() => {
    const look = (): void => {
      if (store.state.pending.length > 0) void provideAwaited({ reader, program }, store)
    }
    look()
    return store.subscribe(look)
  }, [store, program, reader])
}

type Sending = {
  readonly send: () => Promise<void>
  readonly busy: boolean
  readonly problems: Problems
  readonly agreed: boolean
  readonly setAgreed: (agreed: boolean) => void
  readonly consentMissing: boolean
  readonly trap: React.RefObject<HTMLInputElement | null>
}

const both = (message: string): FormProblem['message'] => ({ zh: message, en: message })

function useSending(props: Props & { readonly proofs: Proofs }, store: FormStore): Sending {
  const { token, visit, page, ready, proofs, onSent, onOnce } = props
  const [busy, setBusy] = useState(false)
  const [problems, setProblems] = useState<Problems>([])
  const [agreed, setAgreed] = useState(false)
  const [asked, setAsked] = useState(false)
  const trap = useRef<HTMLInputElement>(null)
  const consentMissing = asked && page.consent !== undefined && !agreed

  const place = (found: readonly (FormProblem & { readonly code: string })[]): void => {
    store.set((state) => showErrors(state, found).state)
    setProblems(found)
    const [first] = found
    if (first !== undefined && first.path !== '') focusField(store, first.path)
  }
  const refused = (error: unknown): void => {
    if (isApiError(error) && error.code === 'PUBLIC_ONCE') return onOnce()
    const message = error instanceof Error ? error.message : String(error)
    const details = isApiError(error) ? error.details : []
    place(
      details.length === 0
        ? [{ path: '', code: 'REFUSED', message: both(message) }]
        : details.map((one) => ({ path: one.path, code: one.code, message: both(one.message) })),
    )
  }
  const post = async (): Promise<PublicThanks> =>
    visit.submit({
      ...(await proofs.get()),
      values: sentValues(ready, store),
      device: deviceName(),
      website: trap.current?.value ?? '',
      source: sourceOf(location.search),
      ...(page.consent === undefined ? {} : { consent: page.consent.version }),
    })
  const send = async (): Promise<void> => {
    if (busy) return
    setAsked(true)
    const verdict = validateForm(store.program, store.state)
    if (verdict.errors.length > 0) return place(verdict.errors)
    setProblems([])
    if (page.consent !== undefined && !agreed) {
      document.getElementById('m-consent')?.focus()
      return
    }
    setBusy(true)
    try {
      const thanks = await post().catch((error: unknown) => {
        // The riddle ran out while the page slept: once more with a new one.
        if (!isApiError(error) || error.code !== 'PUBLIC_PROOF') throw error
        proofs.spend()
        return post()
      })
      dropDraft(token)
      keepSent(token, thanks.progress)
      proofs.spend()
      onSent(thanks)
    } catch (error) {
      refused(error)
    }
    setBusy(false)
  }
  return { send, busy, problems, agreed, setAgreed, consentMissing, trap }
}
