import type { AssignmentDocument, FieldDocument } from '@mortise/schema'
import { IconButton, useT } from '@mortise/ui'
import { type ReactNode, useMemo, useState } from 'react'
import { usePeople } from '../flow/use-directory.ts'
import { Missing } from '../kit/missing.tsx'
import { CardsAndPanel, OneDocument } from '../kit/one-document.tsx'
import { Panel } from '../kit/panel.tsx'
import { panelSetting } from '../kit/panel-setting.ts'
import { patched } from '../kit/patched.ts'
import { type Draft, useDraft } from '../workbench/use-draft.ts'
import { AssignTrial } from './assign-trial.tsx'
import { messages } from './messages.ts'
import { AcceptCard, FallbackCard } from './otherwise.tsx'
import { policyNames } from './people-names.ts'
import { RuleCards, useRuleName } from './rule-cards.tsx'
import { RulePanel } from './rule-panel.tsx'

const settings: readonly FieldDocument[] = [
  panelSetting('label', { zh: '名称', en: 'Name' }, { editor: 'label', required: true }),
  panelSetting(
    'field',
    { zh: '分到哪个字段', en: 'Field of who gets it' },
    { editor: 'field', help: { zh: '不选则是“负责人”', en: 'Left out: the owner' } },
  ),
  panelSetting(
    'load',
    { zh: '哪些记录算“在手”', en: 'Which records count as open' },
    { editor: 'condition', help: { zh: '不设则全部都算', en: 'Left out: all of them' } },
  ),
]

type AssignDraft = Draft<{ readonly policy: AssignmentDocument }>

/** Designs who gets a record: rules from the top down, what happens otherwise, and by when it is to be taken up. */
export function AssignmentPage({ name }: { readonly name: string }): ReactNode {
  const draft = useDraft({ policy: ['assignment', name] } as const)
  return draft === undefined ? <Missing /> : <Designer draft={draft} name={name} />
}

function Designer({ draft, name }: { readonly draft: AssignDraft; readonly name: string }): ReactNode {
  const t = useT(messages)
  const people = usePeople(true)
  const names = useMemo(
    () => policyNames(people?.entries.users ?? [], people?.entries.departments ?? []),
    [people],
  )
  const policy = names.toIds(draft.present.policy)
  const [selected, select] = useState<string | undefined>(policy.rules[0]?.key)
  const [open, setOpen] = useState(false)
  const nameOf = useRuleName(policy)
  const write = (next: object, label: string, merge?: string): void =>
    draft.commit({ policy: names.toKeys(next as AssignmentDocument) }, label, merge)
  const at = policy.rules.findIndex(({ key }) => key === selected)
  const rule = policy.rules[at]
  return (
    <OneDocument
      kind="assignment"
      name={name}
      value={draft.present.policy}
      steps={draft as Draft<unknown>}
      onWrite={write}
      tab={t('tab')}
      onProblem={({ path }) => {
        const index = /^\/rules\/(\d+)/.exec(path)?.[1]
        select(index === undefined ? undefined : policy.rules[Number(index)]?.key)
      }}
    >
      <CardsAndPanel
        open={open}
        onOpen={setOpen}
        seal={draft.seal}
        panel={
          rule === undefined ? (
            <>
              <h2 className="d-panel-title">{t('basics')}</h2>
              <Panel
                name="assignment"
                settings={settings}
                values={policy}
                home={policy.entity}
                onChange={(values, changed) =>
                  write(patched(policy, { [changed]: values[changed] }), t('edit'), changed)
                }
              />
              <p className="m-faint d-panel-note">{t('useHint')}</p>
            </>
          ) : (
            <>
              <span className="d-panel-close">
                <IconButton icon="settings" label={t('basics')} onClick={() => select(undefined)} />
              </span>
              <RulePanel
                policy={policy}
                rule={rule}
                title={nameOf(rule.key)}
                onChange={(next, merge) =>
                  write(
                    { ...policy, rules: policy.rules.with(at, next) },
                    t('setRule', { name: nameOf(rule.key) }),
                    `${rule.key} ${merge}`,
                  )
                }
              />
            </>
          )
        }
      >
        <RuleCards
          policy={policy}
          selected={selected}
          onSelect={(key) => {
            select(key)
            if (key !== undefined) setOpen(true)
          }}
          onChange={(rules, label) => write({ ...policy, rules }, label)}
        />
        <FallbackCard policy={policy} onChange={write} />
        <AcceptCard policy={policy} onChange={write} />
        <AssignTrial policy={policy} />
      </CardsAndPanel>
    </OneDocument>
  )
}
