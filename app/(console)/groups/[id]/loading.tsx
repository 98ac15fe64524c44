import { ListOutline } from '../../_components/list-outline'

export default function GroupLoading() {
  return <ListOutline />
}
