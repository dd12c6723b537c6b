import { isApiError } from '@mortise/client'
import { say } from '@mortise/errors'
import { Icon, Skeleton, Tag, useLocale, useT, useToast } from '@mortise/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { type ReactNode, useCallback, useState } from 'react'
import { type DesignChanges, type DesignProblem, placed } from '../workbench/api.ts'
import { useAfterPublish, useWorkbench } from '../workbench/context.tsx'
import { PublishCheck } from '../scenario/publish-check.tsx'
import { ImpactList } from './impact-list.tsx'
import { messages } from './messages.ts'
import { documentWords, problemWords } from './place-words.ts'
import { ProblemList } from './problem-list.tsx'
import { publicationMessages } from './publication-messages.ts'
import { PublicationProgress, useLookAtPublication, usePublication } from './publication-progress.tsx'
import { TypeChangeList } from './type-changes.tsx'
import { usePlaceContext } from './use-place-words.ts'

type Reader = { readonly problems: readonly DesignProblem[]; readonly changes: DesignChanges }

/** What publishing will do: problems, changes in words, changes of the database; then a note and the button. */
export function PublishDialog({
  onClose,
  onProblem,
}: {
  readonly onClose: () => void
  readonly onProblem?: ((problem: DesignProblem) => void) | undefined
}): ReactNode {
  const t = useT(messages)
  const { api, space } = useWorkbench()
  const refresh = useAfterPublish()
  const toast = useToast()
  const words = useT(publicationMessages)
  const waiting = usePublication()
  const lookAtPublication = useLookAtPublication()
  const [note, setNote] = useState('')
  const [plays, setPlays] = useState({ may: true, accepted: false })
  const hear = useCallback((may: boolean, accepted: boolean) => setPlays({ may, accepted }), [])
  const look = useQuery({
    queryKey: ['design', 'publish'],
    queryFn: async (): Promise<Reader> => {
      await space.flush()
      const [problems, changes] = await Promise.all([api.problems(), api.changes()])
      return { problems, changes }
    },
    gcTime: 0,
    retry: false,
  })
  // Every record is tried, which takes its time on a large table: the rest of the dialog does not wait for it.
  const values = useQuery({
    queryKey: ['design', 'type-changes'],
    queryFn: () => api.typeChanges(),
    enabled: look.data !== undefined,
    gcTime: 0,
    retry: false,
  })
  const publish = useMutation({
    mutationFn: () => api.publish(note, plays.accepted),
    onSuccess: async (answer) => {
      if ('publication' in answer) {
        toast({ text: words('asked') })
        await lookAtPublication()
        return
      }
      toast({ text: t('published', { n: answer.version }), tone: 'success' })
      onClose()
      await refresh()
    },
  })
  const unjudged = isApiError(publish.error) && publish.error.code === 'SCENARIOS_UNJUDGED'
  const blocking = (look.data?.problems ?? []).filter(({ level }) => level !== 'warn')
  const count = (look.data?.changes.changes.length ?? 0) + (look.data?.changes.ddl.length ?? 0)
  const ready =
    look.data !== undefined &&
    blocking.length === 0 &&
    count > 0 &&
    waiting?.state !== 'preparing' &&
    plays.may
  return (
    <Modal
      open
      title={t('publishTitle')}
      width={760}
      onCancel={onClose}
      footer={
        <span className="d-dialog-foot">
          <span className="m-error">{blocking.length === 0 ? '' : t('blocked', { n: blocking.length })}</span>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            type="primary"
            disabled={!ready}
            loading={publish.isPending}
            icon={<Icon name="rocket" />}
            onClick={() => publish.mutate()}
          >
            {t('publish')}
          </Button>
        </span>
      }
    >
      <div className="d-publish">
        {look.isPending ? <Skeleton shape="lines" /> : null}
        <PublicationProgress />
        <Failure error={look.error ?? publish.error} />
        {look.data === undefined ? null : (
          <>
            {look.data.problems.length === 0 ? null : (
              <section>
                <h3>{t('problems')}</h3>
                <ProblemList
                  problems={look.data.problems}
                  onGo={(problem) => {
                    onClose()
                    onProblem?.(problem)
                  }}
                />
              </section>
            )}
            <Changes changes={look.data.changes} blocked={blocking.length > 0} />
            {values.data === undefined ? null : <TypeChangeList changes={values.data} />}
            {count === 0 || blocking.length > 0 ? null : <PublishCheck onAnswer={hear} refused={unjudged} />}
            {count === 0 ? null : (
              <section>
                <h3>{t('note')}</h3>
                <Input.TextArea
                  aria-label={t('note')}
                  value={note}
                  placeholder={t('notePlaceholder')}
                  autoSize={{ minRows: 2, maxRows: 5 }}
                  onChange={(event) => setNote(event.target.value)}
                />
              </section>
            )}
          </>
        )}
      </div>
    </Modal>
  )
}

function Failure({ error }: { readonly error: unknown }): ReactNode {
  const context = usePlaceContext()
  if (!(error instanceof Error)) return null
  const details = isApiError(error) ? error.details : []
  return (
    <div className="d-failure" role="alert">
      <b>{error.message}</b>
      <ul>
        {details.map((one, at) => {
          const { message, place } = problemWords(context, placed(one))
          return (
            <li key={at}>
              {message} {place}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

type Told = DesignChanges['ddl'][number]

/** Several statements in a row that say the same are one line to people. */
function told(ddl: readonly Told[]): readonly Told[] {
  const lines: Told[] = []
  for (const one of ddl) {
    const last = lines.at(-1)
    if (last !== undefined && say(last.sentence, 'zh') === say(one.sentence, 'zh'))
      lines[lines.length - 1] = { ...last, sql: `${last.sql};\n${one.sql}` }
    else lines.push(one)
  }
  return lines
}

const tones = { added: 'green', removed: 'red', renamed: 'violet', changed: 'blue' } as const

function Changes({
  changes: { changes, ddl },
  blocked,
}: {
  readonly changes: DesignChanges
  readonly blocked: boolean
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const context = usePlaceContext()
  const [sql, setSql] = useState(false)
  if (changes.length + ddl.length === 0) return <p className="m-faint">{t('noChanges')}</p>
  return (
    <>
      <section>
        <h3>{t('changes')}</h3>
        <ul className="d-changes">
          {changes.map((one, at) => (
            <li key={at}>
              <Tag color={tones[one.type]}>{t(one.type)}</Tag>
              <span>
                <span title={say(one.sentence, locale)}>{documentWords(context, one.kind, one.key)}</span>
                {(one.steps ?? []).map((step, index) => (
                  <span key={index} className="m-faint d-step">
                    {step}
                  </span>
                ))}
                <ImpactList impact={one.impact} />
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>
          {t('database')}
          {ddl.length === 0 ? null : (
            <Button type="link" size="small" onClick={() => setSql(!sql)}>
              {t('showSql')}
            </Button>
          )}
        </h3>
        {ddl.length === 0 ? <p className="m-faint">{t(blocked ? 'databaseLater' : 'noDatabase')}</p> : null}
        <ul className="d-changes">
          {told(ddl).map((one, at) => (
            <li key={at}>
              <Icon name="database" />
              <span>
                {say(one.sentence, locale)}
                {sql ? <pre className="m-code">{one.sql}</pre> : null}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}
