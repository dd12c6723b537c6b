import { useNavigator } from '@mortise/ui'
import { useParams } from '@tanstack/react-router'
import { type ComponentType, lazy, type ReactNode } from 'react'
import { NotFound } from './not-found.tsx'

/** What `@mortise/designers` gives the shell: all its screens under one address. */
type DesignerProps = { readonly path: string; readonly onNavigate: (href: string) => void }

const Designers = lazy(async () => {
  const loaded: object = await import('@mortise/designers')
  const { Designers: found } = loaded as { readonly Designers?: ComponentType<DesignerProps> }
  return { default: found ?? (NotFound as ComponentType<DesignerProps>) }
})

/** The designers, loaded when somebody designs. `path` is what follows `/design/`. */
export function DesignPage(): ReactNode {
  const { _splat: path = '' }: { readonly _splat?: string } = useParams({ strict: false })
  const { go } = useNavigator()
  return <Designers path={path} onNavigate={go} />
}

/** Where apps come from. */
export function GalleryRoute(): ReactNode {
  const { go } = useNavigator()
  return <Designers path="gallery" onNavigate={go} />
}

/** The first steps of an app. */
export function StartRoute(): ReactNode {
  const { app = '' }: { readonly app?: string } = useParams({ strict: false })
  const { go } = useNavigator()
  return <Designers path={`start/${app}`} onNavigate={go} />
}
