import { ListOutline } from '../../../_components/list-outline'

export default function PolicyLoading() {
  return <ListOutline />
}
