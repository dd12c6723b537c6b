import type { ProfileProps } from '@mortise/views'
import { type Context, createContext } from 'react'

/** The person's preferences and the ways to change them, for the settings page and the palette. */
export const ProfileContext: Context<ProfileProps | undefined> = createContext<ProfileProps | undefined>(
  undefined,
)
