import { NothingHere } from '@/app/_parts/nothing-here'

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <NothingHere />
    </main>
  )
}
