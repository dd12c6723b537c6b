import { holdInputs } from '@mortise/fields/inputs'
import type { WorkItemAnswer } from '@mortise/client'
import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { Icon, SegmentedControl, useLocale, useT } from '@mortise/ui'
import { Button, Dropdown, Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { useFaceContext } from '../workspace/metadata.tsx'
import { ActDialog, type Asking } from './act-dialog.tsx'
import { messages } from './messages.ts'
import { Phrases } from './phrases.tsx'
import { isPicked, type Picked, Picks } from './picks.tsx'
import type { Act, Extra } from './use-act.ts'

// An input stands at once, with whatever shows it.
holdInputs()

const filesOf = (value: Json): readonly { readonly id: string }[] =>
  Array.isArray(value) ? (value as unknown as readonly { readonly id: string }[]) : []

const icons: { readonly [command: string]: string } = {
  return: 'undo-2',
  transfer: 'user-check',
  delegate: 'user-cog',
  'add-sign': 'user-plus',
  'remove-sign': 'circle-x',
  cc: 'send',
  comment: 'message-circle',
  release: 'unlink',
}

/** What may be asked beside deciding, in the order people look for it. */
function askable({ operations }: WorkItemAnswer): readonly Asking[] {
  const may: { readonly [K in Asking]: boolean } = {
    return: operations.returnTargets.length > 0,
    transfer: operations.transfer,
    delegate: operations.delegate,
    'add-sign': operations.addSign.length > 0,
    'remove-sign': (operations.removable?.length ?? 0) > 0,
    cc: operations.cc === true,
    comment: operations.decide.length > 0,
  }
  return (Object.keys(may) as readonly Asking[]).filter((one) => may[one])
}

/** The foot of a task: an opinion, a signature and files where they are wanted, the decision, and all else behind 更多. */
export function DecisionBar({
  answer,
  work,
}: {
  readonly answer: WorkItemAnswer
  readonly work: Act
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { operations } = answer
  const [comment, setComment] = useState('')
  const [signature, setSignature] = useState<Json>(null)
  const [files, setFiles] = useState<Json>(null)
  const [picked, setPicked] = useState<Picked>({})
  const [resume, setResume] = useState<'rerun' | 'toRejecter'>('rerun')
  const [asking, setAsking] = useState<Asking>()
  const [signing, setSigning] = useState<string>()
  const needs = operations.picks ?? []
  const resuming = operations.decide.includes('resubmit') && operations.resume === 'starterChooses'
  const decide = operations.claim === true ? ['claim'] : operations.decide
  const labelOf = (command: string): string => {
    const own = operations.labels?.[command]
    if (own !== undefined) return say(own, locale)
    return Object.hasOwn(messages, command) ? t(command as keyof typeof messages) : command
  }
  const missing = (command: string): string | undefined => {
    if (operations.commentFor.includes(command) && comment.trim() === '') return t('commentHint')
    if (operations.attachmentFor?.includes(command) === true && filesOf(files).length === 0)
      return t('fileHint')
    if (command === 'approve' && !isPicked(needs, picked)) return t('pickFirst')
    return undefined
  }
  const given = (): Extra => {
    const [signed] = filesOf(signature)
    const attachments = filesOf(files).map(({ id }) => id)
    return {
      ...(comment.trim() === '' ? {} : { comment: comment.trim() }),
      ...(signed === undefined ? {} : { signature: signed.id }),
      ...(attachments.length === 0 ? {} : { attachments }),
      ...(needs.length === 0 ? {} : { picks: picked }),
      ...(resuming ? { resume } : {}),
    }
  }
  const press = (command: string): void => {
    const unsigned = operations.signatureFor?.includes(command) === true && filesOf(signature).length === 0
    if (unsigned) return setSigning(command)
    void work.act(command, given())
  }
  const wanted = decide.filter((command) => operations.commentFor.includes(command))
  const hint =
    wanted.length === 0
      ? t('commentHint')
      : wanted.length === decide.length
        ? t('commentWanted')
        : t('commentWantedFor', { names: wanted.map(labelOf).join(t('comma')) })
  const behalf =
    typeof operations.onBehalfOf === 'string'
      ? answer.instance.items?.find((item) => item.assignee === operations.onBehalfOf)?.assigneeName
      : undefined
  const wantsFiles = (operations.attachmentFor?.length ?? 0) > 0
  const others = askable(answer).map((command) => ({
    key: command,
    label: command === 'comment' ? t('ask_comment') : labelOf(command),
    icon: <Icon name={icons[command]} />,
    onClick: () => setAsking(command),
  }))
  const release =
    operations.release === true
      ? [
          {
            key: 'release',
            label: t('release'),
            icon: <Icon name="unlink" />,
            onClick: () => void work.act('release'),
          },
        ]
      : []
  const menu = [...others, ...release]
  return (
    <footer className="m-decide">
      {operations.claim === true ? (
        <p className="m-faint m-decide-comment">{t('claimNote')}</p>
      ) : (
        <div className="m-decide-comment">
          {behalf === undefined ? null : <span className="m-faint">{t('behalf', { name: behalf })}</span>}
          <Input.TextArea
            aria-label={t('comment')}
            placeholder={hint}
            value={comment}
            maxLength={2000}
            autoSize={{ minRows: 1, maxRows: 4 }}
            onChange={(event) => setComment(event.target.value)}
          />
          <Phrases onPick={(text) => setComment((now) => (now === '' ? text : `${now}${text}`))} />
          {needs.length === 0 ? null : (
            <div className="m-ask">
              <Picks needs={needs} entity={answer.item.entity} picked={picked} onPick={setPicked} />
            </div>
          )}
          {resuming ? (
            <SegmentedControl
              label={t('afterReturn')}
              value={resume}
              options={(['rerun', 'toRejecter'] as const).map((one) => ({
                value: one,
                label: t(`afterReturn_${one}`),
              }))}
              onChange={setResume}
            />
          ) : null}
          {wantsFiles ? (
            <FaceBox
              entity={answer.item.entity}
              type="file"
              label={t('files')}
              value={files}
              onChange={setFiles}
            />
          ) : null}
        </div>
      )}
      <div className="m-decide-buttons">
        {menu.length === 0 ? null : (
          <Dropdown trigger={['click']} menu={{ items: menu }}>
            <Button>{t('more')}</Button>
          </Dropdown>
        )}
        {decide.map((command) => (
          <Button
            key={command}
            type={command === 'reject' ? 'default' : 'primary'}
            danger={command === 'reject'}
            loading={work.busy === command}
            disabled={missing(command) !== undefined}
            title={missing(command) ?? ''}
            onClick={() => press(command)}
          >
            {labelOf(command)}
          </Button>
        ))}
      </div>
      {asking === undefined ? null : (
        <ActDialog
          command={asking}
          answer={answer}
          comment={comment}
          onCancel={() => setAsking(undefined)}
          onSend={(extra) => {
            setAsking(undefined)
            void work.act(asking, extra)
          }}
        />
      )}
      {signing === undefined ? null : (
        <Modal
          open
          title={t('signTitle')}
          okText={labelOf(signing)}
          cancelText={t('cancel')}
          okButtonProps={{ disabled: filesOf(signature).length === 0 }}
          onCancel={() => setSigning(undefined)}
          onOk={() => {
            setSigning(undefined)
            void work.act(signing, given())
          }}
        >
          <div className="m-ask">
            <p className="m-faint">{t('signNote')}</p>
            <FaceBox
              entity={answer.item.entity}
              type="signature"
              label={t('signTitle')}
              value={signature}
              onChange={setSignature}
            />
          </div>
        </Modal>
      )}
    </footer>
  )
}

/** A field of a type beside the form: a signature, files. */
function FaceBox({
  entity,
  type,
  label,
  value,
  onChange,
}: {
  readonly entity: string
  readonly type: 'signature' | 'file'
  readonly label: string
  readonly value: Json
  readonly onChange: (value: Json) => void
}): ReactNode {
  const ctx = useFaceContext(entity)
  const Face = ctx.faces.find(type)?.Input
  return Face === undefined ? null : (
    <Face value={value} onChange={onChange} ctx={ctx} field={{ key: type, type, label }} />
  )
}
