import { useT } from '@mortise/ui'
import { Modal } from 'antd'
import type { ReactNode } from 'react'
import '../styles/panels.css'
import { messages } from './messages.ts'

type Line = { readonly keys: readonly string[]; readonly text: Word }
type Word =
  | 'keySearch'
  | 'keyCreate'
  | 'keyHelp'
  | 'keyHome'
  | 'keyInbox'
  | 'keyStar'
  | 'keyMove'
  | 'keyOpen'
  | 'keyEditCell'
  | 'keySelect'
  | 'keyCopy'
  | 'keySave'
  | 'keySend'
  | 'keyClose'
  | 'keyLift'
  | 'keyUndo'
  | 'keyRedo'

const groups: readonly {
  readonly title: 'keysEverywhere' | 'keysList' | 'keysRecord' | 'keysDesign'
  readonly lines: readonly Line[]
}[] = [
  {
    title: 'keysEverywhere',
    lines: [
      { keys: ['Ctrl', 'K'], text: 'keySearch' },
      { keys: ['C'], text: 'keyCreate' },
      { keys: ['S'], text: 'keyStar' },
      { keys: ['G', 'H'], text: 'keyHome' },
      { keys: ['G', 'I'], text: 'keyInbox' },
      { keys: ['?'], text: 'keyHelp' },
    ],
  },
  {
    title: 'keysList',
    lines: [
      { keys: ['↑', '↓', '←', '→'], text: 'keyMove' },
      { keys: ['Enter'], text: 'keyEditCell' },
      { keys: ['Space'], text: 'keySelect' },
      { keys: ['Ctrl', 'C'], text: 'keyCopy' },
    ],
  },
  {
    title: 'keysRecord',
    lines: [
      { keys: ['Ctrl', 'Enter'], text: 'keySend' },
      { keys: ['Esc'], text: 'keyClose' },
    ],
  },
  {
    title: 'keysDesign',
    lines: [
      { keys: ['Space'], text: 'keyLift' },
      { keys: ['Ctrl', 'Z'], text: 'keyUndo' },
      { keys: ['Ctrl', 'Y'], text: 'keyRedo' },
      { keys: ['Ctrl', 'S'], text: 'keySave' },
    ],
  },
]

/** Every key that does something, by where it does it. */
export function KeysHelp({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useT(messages)
  return (
    <Modal open width={680} footer={null} title={t('keys')} onCancel={onClose}>
      <div className="m-keys">
        {groups.map(({ title, lines }) => (
          <section key={title}>
            <h3>{t(title)}</h3>
            <dl>
              {lines.map(({ keys, text }) => (
                <div key={text}>
                  <dt>{t(text)}</dt>
                  <dd>
                    {keys.map((key) => (
                      <kbd key={key} className="m-kbd">
                        {key}
                      </kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}
