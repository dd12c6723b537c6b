import { say } from '@mortise/errors'
import { language, lookupBook } from '@mortise/expressions'
import type { FaceContext } from '@mortise/fields/react'
import { compileForm, openForm, showErrors, validateForm } from '@mortise/forms'
import type { FormDocument, RecordValues, RoleDocument } from '@mortise/schema'
import { EmptyState, Icon, useLocale, useT, useUi } from '@mortise/ui'
import { FormStore, FormView } from '@mortise/views'
import { Button } from 'antd'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { useDesignFaces, useWorkbench } from '../workbench/context.tsx'
import { asRole } from './as-role.ts'
import { messages } from './messages.ts'
import { answerPreview, previewAnswers } from './preview-answers.ts'

/** The form as people will fill it in, by the form runtime itself. Nothing is saved. */
export function FormPreview({
  form,
  values,
  role,
  madeUp,
}: {
  readonly form: FormDocument
  /** Values of a record to try it with; undefined begins a new one. */
  readonly values: RecordValues | undefined
  /** Role of the person at the screen: what it may see and write, and what conditions ask of it. */
  readonly role: RoleDocument | undefined
  /** Other records are made up too, though there may be real ones. */
  readonly madeUp: boolean
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { timeZone } = useUi()
  const { client, model, kit } = useWorkbench()
  const faces = useDesignFaces()
  const [turn, setTurn] = useState(0)
  const [verdict, setVerdict] = useState<readonly string[]>()
  const [now] = useState(() => new Date().toISOString())
  const answers = useMemo(() => {
    const making = { model, kit, locale, timeZone, today: now.slice(0, 10) }
    const nobody = { lookup: async () => [], labelOf: () => undefined }
    return previewAnswers({ client, making, people: { ...nobody, ...faces }, madeUp })
  }, [client, model, kit, locale, timeZone, now, faces, madeUp])
  const ctx = useMemo<FaceContext>(
    () => ({ ...faces, types: kit.fields, lookup: answers.lookup, labelOf: answers.labelOf }),
    [faces, kit, answers],
  )
  const book = useMemo(() => lookupBook(), [])
  const store = useMemo(() => {
    const entity = model.entity(form.entity)
    if (entity === undefined) return undefined
    const seen = role === undefined ? form : asRole(form, role)
    const program = compileForm({ model, entity, form: seen, fields: kit.fields, language })
    const user = {
      id: '',
      dept: null,
      deptTree: [],
      roles: role === undefined ? [] : [role.key],
      subordinates: [],
      attr: {},
    }
    const asked = { lookup: book.lookup, known: book.known }
    const given = { values: values ?? {}, isNew: true, user, now, timeZone, locale, ...asked }
    return new FormStore(program, openForm(program, given))
    // A new turn starts over.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [model, form, values, role, kit, timeZone, locale, turn, now])
  useEffect(() => {
    if (store === undefined) return undefined
    const answer = (): void => void answerPreview(answers, book, store)
    answer()
    return store.subscribe(answer)
  }, [store, book, answers])
  if (store === undefined) return null
  if (store.program.form.nodes.length === 0) return <EmptyState drawing="joint" title={t('previewNothing')} />
  const check = (): void => {
    const { errors } = validateForm(store.program, store.state)
    store.set((state) => showErrors(state, errors).state)
    setVerdict(errors.map(({ message }) => say(message, locale)))
  }
  return (
    <div className="d-preview">
      <p className="m-faint">{t('previewNote')}</p>
      <FormView key={turn} store={store} ctx={ctx} />
      <div className="d-preview-foot">
        {verdict === undefined ? null : verdict.length === 0 ? (
          <span className="d-fine">
            <Icon name="circle-check" /> {t('previewFine')}
          </span>
        ) : (
          <span className="m-error">{verdict[0]}</span>
        )}
        <span className="m-spring" />
        <Button
          onClick={() => {
            setTurn(turn + 1)
            setVerdict(undefined)
          }}
        >
          {t('restart')}
        </Button>
        <Button type="primary" onClick={check}>
          {t('previewCheck')}
        </Button>
      </div>
    </div>
  )
}
