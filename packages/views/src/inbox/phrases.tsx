import { Icon, IconButton, useT } from '@mortise/ui'
import { Button, Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { useSavePreferences } from '../panels/use-save-preferences.ts'
import { useWorkspace } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'

const most = 12

/** What people often write as their opinion: one press writes it, and everybody keeps a list of their own. */
export function Phrases({ onPick }: { readonly onPick: (text: string) => void }): ReactNode {
  const t = useT(messages)
  const { me } = useWorkspace()
  const [editing, setEditing] = useState(false)
  const kept: unknown = me.preferences?.['phrases']
  const phrases = Array.isArray(kept) ? kept.map(String) : [t('quick1'), t('quick2'), t('quick3')]
  return (
    <div className="m-decide-quick">
      {phrases.map((text, at) => (
        <button key={at} type="button" title={text} onClick={() => onPick(text)}>
          {text}
        </button>
      ))}
      <IconButton icon="pencil" size={14} label={t('phrases')} onClick={() => setEditing(true)} />
      {editing ? <PhrasesDialog phrases={phrases} onClose={() => setEditing(false)} /> : null}
    </div>
  )
}

function PhrasesDialog({
  phrases,
  onClose,
}: {
  readonly phrases: readonly string[]
  readonly onClose: () => void
}): ReactNode {
  const t = useT(messages)
  const save = useSavePreferences()
  const [list, setList] = useState(phrases)
  const keep = async (): Promise<void> => {
    const given = list.map((text) => text.trim()).filter((text) => text !== '')
    await save(() => ({ phrases: given }))
    onClose()
  }
  return (
    <Modal open title={t('phrases')} okText={t('save')} onOk={() => void keep()} onCancel={onClose}>
      <div className="m-phrases">
        {list.map((text, at) => (
          <div key={at} className="m-row">
            <Input
              aria-label={t('phrase')}
              value={text}
              maxLength={100}
              onChange={(event) => setList(list.with(at, event.target.value))}
            />
            <IconButton icon="x" label={t('remove')} onClick={() => setList(list.toSpliced(at, 1))} />
          </div>
        ))}
        {list.length >= most ? null : (
          <Button type="dashed" icon={<Icon name="plus" size={14} />} onClick={() => setList([...list, ''])}>
            {t('addPhrase')}
          </Button>
        )}
      </div>
    </Modal>
  )
}
