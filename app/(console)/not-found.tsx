import { NothingHere } from '@/app/_parts/nothing-here'

export default function ConsoleNotFound() {
  return <NothingHere />
}
