import { ListOutline } from '../../_components/list-outline'

export default function PoliciesLoading() {
  return <ListOutline />
}
