# Tab completion of ant for bash 3.2 and later. Made by: ant completion bash

_ant() {
  local line current=$2
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :file) compopt -o default 2>/dev/null || COMPREPLY=($(compgen -f -- "$current")) ;;
      :directory) compopt -o dirnames 2>/dev/null || COMPREPLY=($(compgen -d -- "$current")) ;;
      *) COMPREPLY+=("${line%%$'\t'*}") ;;
    esac
  done < <("$1" __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}

complete -F _ant ant ant-auth
