import { Icon, IconButton, SegmentedControl, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { RecordPicker } from '../kit/record-picker.tsx'
import type { Drawn } from '../blocks/use-drawn.ts'
import type { Looking } from './looking.ts'
import { messages } from './messages.ts'
import { SendTest } from './send-test.tsx'
import type { MailEditor } from './use-mail-editor.ts'
import type { DraftMail } from '../workbench/mails-api.ts'

/** The bar over a mail: the sample record, how wide it is, by day or by night, in which language; and a mail to oneself. */
export function MailBar({
  editor,
  drawn,
  looking,
  onLook,
  canvas,
}: {
  readonly editor: MailEditor
  readonly drawn: Drawn<unknown, DraftMail>
  readonly looking: Looking
  readonly onLook: (change: Partial<Looking>) => void
  /** Whether it is the canvas, where hidden blocks can be shown. */
  readonly canvas: boolean
}): ReactNode {
  const t = useT(messages)
  const { mail } = editor
  return (
    <div className="d-canvas-bar d-mail-bar">
      <RecordPicker
        entity={mail.entity}
        value={looking.record}
        onChange={({ value }) => onLook({ record: value })}
        label={t('sample')}
      />
      <span className="m-faint" role="status">
        {drawn.busy && drawn.result === undefined ? t('drawing') : ''}
        {drawn.result?.record === null ? t('noRecord') : ''}
      </span>
      {drawn.fault === undefined ? null : (
        <span className="d-print-fault" role="alert">
          <Icon name="triangle-alert" size={14} />
          {t('fault', { text: drawn.fault })}
        </span>
      )}
      <span className="m-spring" />
      <SegmentedControl
        label={t('width')}
        value={looking.phone ? 'phone' : 'wide'}
        options={(['wide', 'phone'] as const).map((value) => ({ value, label: t(value) }))}
        onChange={(value) => onLook({ phone: value === 'phone' })}
      />
      {mail.language === undefined ? (
        <SegmentedControl
          label={t('language')}
          value={looking.locale}
          options={[
            { value: 'zh' as const, label: t('chinese') },
            { value: 'en' as const, label: t('english') },
          ]}
          onChange={(locale) => onLook({ locale })}
        />
      ) : null}
      <IconButton
        icon="moon"
        label={t('dark')}
        pressed={looking.dark}
        onClick={() => onLook({ dark: !looking.dark })}
      />
      {canvas ? (
        <IconButton
          icon={looking.all ? 'eye' : 'eye-off'}
          label={t('showHidden')}
          pressed={looking.all}
          onClick={() => onLook({ all: !looking.all })}
        />
      ) : null}
      <SendTest mail={mail} looking={looking} />
    </div>
  )
}
