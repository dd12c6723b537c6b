import type { Translate } from '@mortise/ui'
import type { messages } from './messages.ts'

const known = {
  approve: 'do_approve',
  reject: 'do_reject',
  completeWork: 'do_completeWork',
  resubmit: 'do_resubmit',
  resolveDelegation: 'do_resolveDelegation',
  claim: 'do_claim',
  return: 'do_return',
  transfer: 'do_transfer',
  hear: 'do_hear',
  retryIncident: 'do_retryIncident',
  skipIncident: 'do_skipIncident',
} as const satisfies { readonly [command: string]: keyof typeof messages }

const isKnown = (command: string): command is keyof typeof known => Object.hasOwn(known, command)

/** What a decision is called; of one that has no word of its own it is only said that it was dealt with. */
export function deedWord(t: Translate<keyof typeof messages>, command: string): string {
  return isKnown(command) ? t(known[command]) : t('do_other')
}
