import { type DocumentByKind, documentKey, type DocumentKind, kindNames } from '@mortise/schema'
import { useLocale, useNavigator, useT } from '@mortise/ui'
import { Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { addToNavigation } from '../app/first-documents.ts'
import { putTemplate } from '../entity/put-template.ts'
import type { Template } from '../entity/template.ts'
import { TemplatePicker } from '../entity/template-picker.tsx'
import { ChoiceBox } from '../kit/editors/choice-box.tsx'
import { freshKey } from '../kit/keys.ts'
import { entityChoices } from '../kit/names.ts'
import { useSpace, useWorkbench } from '../workbench/context.tsx'
import { designHref } from '../workbench/hrefs.ts'
import { messages } from './messages.ts'
import { starters } from './starters.ts'

/** Makes a document from a name alone (and the entity it is for), and opens its designer. */
export function CreateDialog({
  kind,
  entity: given,
  onClose,
}: {
  readonly kind: DocumentKind
  readonly entity: string | undefined
  readonly onClose: () => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { space, model, kit } = useWorkbench()
  const { documents } = useSpace()
  const { go } = useNavigator()
  const [name, setName] = useState('')
  const [entity, setEntity] = useState(given)
  const [template, setTemplate] = useState<Template>()
  const starter = starters[kind]
  const ready = name.trim() !== '' && (starter?.needsEntity !== true || entity !== undefined)
  const create = (): void => {
    if (starter === undefined || !ready) return
    const taken = [...documents.values()]
      .filter((one) => one.kind === kind)
      .map(({ json }) => (json as { key: string }).key)
    const key = freshKey(name.trim(), taken, kind)
    if (template !== undefined) {
      const form = putTemplate(template, { space, key, label: name.trim(), taken })
      addToNavigation(space, { app: space.firstApp(), entity: key })
      onClose()
      return go(designHref('form', form))
    }
    const made = starter.make({ name: name.trim(), key, entity, model, kit, locale })
    const stored = documentKey(kind, made as DocumentByKind['form'])
    space.put(kind, stored, made)
    if (kind === 'entity') addToNavigation(space, { app: space.firstApp(), entity: stored })
    onClose()
    go(designHref(kind, stored))
  }
  return (
    <Modal
      open
      title={t('createKind', { name: kindNames[kind][locale] })}
      okText={t('create')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !ready }}
      onOk={create}
      onCancel={onClose}
      width={kind === 'entity' ? 620 : 420}
    >
      <div className="m-stack">
        <label className="d-line">
          <span>{t('name')}</span>
          <Input
            autoFocus
            value={name}
            placeholder={t('namePlaceholder')}
            onChange={(event) => setName(event.target.value)}
            onPressEnter={create}
          />
        </label>
        {kind === 'entity' ? (
          <TemplatePicker
            value={template}
            onChange={(next) => {
              // A name nobody wrote follows the template.
              if (name.trim() === '' || name === template?.label[locale]) setName(next?.label[locale] ?? '')
              setTemplate(next)
            }}
          />
        ) : null}
        {starter?.needsEntity === true ? (
          <label className="d-line">
            <span>{t('ofEntity')}</span>
            <ChoiceBox
              value={entity ?? null}
              label={t('ofEntity')}
              choices={entityChoices({ model, locale })}
              onChange={(next) => setEntity(typeof next === 'string' ? next : undefined)}
            />
          </label>
        ) : null}
      </div>
    </Modal>
  )
}
