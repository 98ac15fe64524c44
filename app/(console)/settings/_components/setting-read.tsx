'use client'

import { Fragment, type ReactNode } from 'react'
import { Skeleton } from '@/components/ui/skeleton'
import { ReadFailed } from './read-failed'

type Read<T> = { value: T; version: number }

/** A setting once it is read, in the form that changes it. After somebody else set it, theirs stands in the form. */
export function SettingRead<T>(props: {
  query: { data: Read<T> | undefined; error: unknown; refetch: () => unknown }
  /** Height of the form, until it is there. */
  height: string
  children: (read: Read<T>) => ReactNode
}) {
  const { data, error, refetch } = props.query
  if (data) return <Fragment key={data.version}>{props.children(data)}</Fragment>
  if (error) return <ReadFailed error={error} onRetry={() => void refetch()} />
  return <Skeleton className={`${props.height} w-full`} />
}
