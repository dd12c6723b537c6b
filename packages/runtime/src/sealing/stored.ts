import type { Json } from '@mortise/expressions'
import { isMortiseError } from '@mortise/errors'
import type { Actor } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { auditDesign } from '../design/publish.ts'
import { errors } from '../errors.ts'
import type { RuntimeOptions } from '../types.ts'
import type { Vault } from './vault.ts'

type Values = { readonly [key: string]: Json }
type Texts = { readonly [key: string]: string }
type At = Pick<Workspace, 'options' | 'store'>

/** What a secret of an account is. */
export const placeOf = (kind: 'connection' | 'setting', name: string, field: string): string =>
  `${kind}/${name}/${field}`

/** Seals a secret; a server without keys keeps it as it is. */
export function seal(options: RuntimeOptions, text: string, place: string): string {
  return options.vault === undefined ? text : options.vault.seal(text, place)
}

/** Opens a secret. */
export function unseal(options: RuntimeOptions, stored: string, place: string): string {
  return options.vault === undefined ? stored : options.vault.open(stored, place)
}

const proofKey = 'sealing'
const proofText = 'mortise'
const isText = (value: Json | undefined): value is string => typeof value === 'string' && value !== ''

/** Settings that hold a secret, with the fields that are. */
function settingsWithSecrets({
  options,
}: At): readonly { readonly name: string; readonly fields: readonly string[] }[] {
  return options.kit.connectors.all.map(({ type, account, auth }) => ({
    name: account ?? `connection:${type}`,
    fields: [
      ...new Set([
        ...auth.filter(({ settings }) => settings?.['secret'] === true).map(({ key }) => key),
        ...(account === undefined ? [] : ['password']),
      ]),
    ],
  }))
}

type Change = (stored: string, place: string) => string | undefined

/** Seals anew what `vault` would not seal so any more. */
const afresh =
  (vault: Vault): Change =>
  (stored, place) =>
    vault.isCurrent(stored) ? undefined : vault.seal(vault.open(stored, place), place)

/** Empties what can't be opened any more. */
const onlyOpen =
  (vault: Vault): Change =>
  (stored, place) => {
    try {
      vault.open(stored, place)
      return undefined
    } catch (error) {
      if (isMortiseError(error)) return ''
      throw error
    }
  }

function changed(texts: Texts, place: (field: string) => string, change: Change): Texts | undefined {
  const next = Object.fromEntries(
    Object.entries(texts).map(([field, text]) => [
      field,
      text === '' ? text : (change(text, place(field)) ?? text),
    ]),
  )
  return Object.entries(next).some(([field, text]) => texts[field] !== text) ? next : undefined
}

/** Goes through all secrets; gives how many accounts were changed. */
async function through(at: At, change: Change): Promise<number> {
  let count = 0
  for (const { key, secrets } of await at.store.side.connections.list()) {
    const next = changed(secrets, (field) => placeOf('connection', key, field), change)
    // Whoever changes it meanwhile has sealed it anew already.
    if (next !== undefined && (await at.store.side.connections.reseal(key, secrets, next))) count += 1
  }
  for (const { name, fields } of settingsWithSecrets(at)) {
    const values = (await at.store.side.settings.get(name)) as Values | null
    if (values === null) continue
    const texts = Object.fromEntries(
      fields.flatMap((field) => {
        const value = values[field]
        return isText(value) ? [[field, value]] : []
      }),
    )
    const next = changed(texts, (field) => placeOf('setting', name, field), change)
    if (next === undefined) continue
    if (await at.store.side.settings.swap(name, values, { ...values, ...next })) count += 1
  }
  return count
}

/**
 * At the start of a server: makes the first key, or makes sure that the keys are those that secrets were sealed with, and
 * seals what is not yet. Throws SECRET_KEY_LOST where the key is gone, unless `lost` says that its secrets are given up.
 */
export async function openSecrets(
  workspace: At,
  { lost = false }: { readonly lost?: boolean } = {},
): Promise<{ readonly sealed: number }> {
  const { vault } = workspace.options
  if (vault === undefined) return { sealed: 0 }
  const { settings } = workspace.store.side
  const proof = (await settings.get(proofKey)) as { readonly proof?: string } | null
  if (proof?.proof !== undefined)
    try {
      if (vault.open(proof.proof, proofKey) !== proofText)
        throw errors.SECRET_BROKEN({ key: '-', place: proofKey })
    } catch (error) {
      if (!lost) throw error
      await vault.prepare()
      await through(workspace, onlyOpen(vault))
    }
  await vault.prepare()
  const sealed = await through(workspace, afresh(vault))
  if (proof?.proof === undefined || !vault.isCurrent(proof.proof))
    await settings.put(proofKey, { proof: vault.seal(proofText, proofKey) })
  return { sealed }
}

/**
 * Makes a new key and seals everything with it, while the server runs. One at a time, whichever process it is asked of:
 * throws SECRET_KEY_CHANGING while another one is at it.
 */
export async function rotateKey(
  workspace: Workspace,
  actor: Actor,
): Promise<{ readonly keyId: string; readonly sealed: number }> {
  const { vault } = workspace.options
  if (vault === undefined) throw errors.SECRET_KEYS_FIXED({ name: '-' })
  return workspace.unit(async (unit) => {
    if (!(await unit.tx.side.connections.lockKeys())) throw errors.SECRET_KEY_CHANGING()
    await vault.rotate()
    const { sealed } = await openSecrets(workspace)
    const keyId = vault.keyId() ?? ''
    await auditDesign(unit.tx, actor, { action: 'secrets_rotated', data: { key: keyId, sealed } })
    return { keyId, sealed }
  })
}
