import type { CompanyDetails, CompanyPicture } from '@mortise/client'
import { ErrorState, Icon, IconButton, Skeleton, useT, useToast } from '@mortise/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { refusal } from '../record/refusal.ts'
import { useWorkspace } from '../workspace/metadata.tsx'
import { companyMessages } from './company-messages.ts'
import { shrunkPicture } from './shrunk-picture.ts'

const details = ['name', 'address', 'phone', 'tax_no', 'bank', 'bank_no'] as const
/** Pictures that every company has a use for; further ones get a name of their own. */
const usual = ['logo', 'seal', 'contract_seal'] as const

/** What quotes, contracts and receipts print of the own company, for administrators: details, logo and seals. */
export function Company(): ReactNode {
  const { client } = useWorkspace()
  const t = useT(companyMessages)
  const kept = useQuery({ queryKey: ['company'], queryFn: () => client.company.read(), gcTime: 0 })
  if (kept.isPending) return <Skeleton shape="lines" />
  if (kept.isError) return <ErrorState error={kept.error} onRetry={() => void kept.refetch()} />
  return (
    <>
      <section className="m-card m-stack">
        <p className="m-faint">{t('note')}</p>
        <Details stored={kept.data.details} />
      </section>
      <section className="m-card m-stack">
        <h2>{t('pictures')}</h2>
        <p className="m-faint">{t('picturesNote')}</p>
        <Pictures pictures={kept.data.pictures} />
      </section>
    </>
  )
}

function Details({ stored }: { readonly stored: CompanyDetails }): ReactNode {
  const { client } = useWorkspace()
  const t = useT(companyMessages)
  const toast = useToast()
  const [draft, setDraft] = useState(stored)
  const [was, setWas] = useState(stored)
  const [busy, setBusy] = useState(false)
  const save = async (): Promise<void> => {
    setBusy(true)
    try {
      // Only what was changed here: what somebody else changes meanwhile stays.
      const changed = Object.entries(draft).filter(([key, value]) => value !== (was[key] ?? ''))
      await client.company.keep(Object.fromEntries(changed), was)
      setWas(draft)
      toast({ text: t('saved'), tone: 'success' })
    } catch (error) {
      toast({ text: refusal(error), tone: 'danger' })
    }
    setBusy(false)
  }
  return (
    <form
      className="m-stack m-company"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      {details.map((key) => (
        <label key={key}>
          {t(key)}
          <Input
            value={draft[key] ?? ''}
            autoComplete="off"
            onChange={({ target }) => setDraft({ ...draft, [key]: target.value })}
          />
        </label>
      ))}
      <div>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('save')}
        </Button>
      </div>
    </form>
  )
}

function Pictures({
  pictures,
}: {
  readonly pictures: { readonly [name: string]: CompanyPicture }
}): ReactNode {
  const t = useT(companyMessages)
  const [name, setName] = useState('')
  const others = Object.keys(pictures).filter((one) => !usual.some((known) => known === one))
  const fresh = /^[a-z][a-z0-9_]{0,47}$/.test(name) && !Object.hasOwn(pictures, name) ? name : undefined
  return (
    <>
      <ul className="m-pictures">
        {[...usual, ...others].map((one) => (
          <Picture key={one} name={one} picture={pictures[one]} />
        ))}
      </ul>
      <div className="m-site-add">
        <Input
          aria-label={t('pictureName')}
          placeholder={t('pictureHint')}
          autoComplete="off"
          value={name}
          onChange={({ target }) => setName(target.value.trim())}
        />
        <PictureChooser name={fresh} label={t('add')} onKept={() => setName('')} />
      </div>
    </>
  )
}

function Picture({
  name,
  picture,
}: {
  readonly name: string
  readonly picture: CompanyPicture | undefined
}): ReactNode {
  const { client } = useWorkspace()
  const t = useT(companyMessages)
  const toast = useToast()
  const queries = useQueryClient()
  const known = usual.find((one) => one === name)
  const label = known === undefined ? name : t(known)
  const put = async (next: CompanyPicture | null): Promise<void> => {
    try {
      await client.company.keepPicture(name, next === null ? null : { hash: next.hash })
      await queries.invalidateQueries({ queryKey: ['company'] })
    } catch (error) {
      toast({ text: refusal(error), tone: 'danger' })
    }
  }
  return (
    <li>
      <span className="m-picture">
        {picture === undefined ? <Icon name="image" /> : <img src={picture.url} alt={label} />}
      </span>
      <span className="m-stack">
        <b>{label}</b>
        <code className="m-faint">{name}</code>
      </span>
      <PictureChooser name={name} label={picture === undefined ? t('choose') : t('replace')} />
      {picture === undefined ? null : (
        <IconButton
          icon="trash-2"
          label={t('remove', { name: label })}
          onClick={() => {
            void put(null).then(() =>
              toast({ text: t('removed', { name: label }), undo: () => void put(picture) }),
            )
          }}
        />
      )}
    </li>
  )
}

function PictureChooser(props: {
  readonly name: string | undefined
  readonly label: string
  readonly onKept?: () => void
}): ReactNode {
  const { name, label } = props
  const { client } = useWorkspace()
  const toast = useToast()
  const queries = useQueryClient()
  const id = useId()
  const [busy, setBusy] = useState(false)
  const keep = async (file: File): Promise<void> => {
    if (name === undefined) return
    setBusy(true)
    try {
      await client.company.keepPicture(name, await shrunkPicture(file))
      await queries.invalidateQueries({ queryKey: ['company'] })
      props.onKept?.()
    } catch (error) {
      toast({ text: refusal(error), tone: 'danger' })
    }
    setBusy(false)
  }
  return (
    <>
      <input
        id={id}
        type="file"
        hidden
        accept="image/png,image/jpeg"
        onChange={({ target }) => {
          const [file] = target.files ?? []
          if (file !== undefined) void keep(file)
          target.value = ''
        }}
      />
      <Button
        loading={busy}
        disabled={name === undefined}
        aria-label={`${label} ${name ?? ''}`}
        onClick={() => document.getElementById(id)?.click()}
      >
        {label}
      </Button>
    </>
  )
}
