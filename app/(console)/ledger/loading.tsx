import { ListOutline } from '../_components/list-outline'

export default function LedgerLoading() {
  return <ListOutline />
}
