import { ListOutline } from '../../_components/list-outline'

export default function TextsLoading() {
  return <ListOutline />
}
