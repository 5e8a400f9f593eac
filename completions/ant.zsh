#compdef ant ant-auth
# Tab completion of ant for zsh. Made by: ant completion zsh

_ant() {
  local line
  local -a candidates
  for line in "${(@f)$("${words[1]}" __complete "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    case $line in
      '') ;;
      :file) _files; return ;;
      :directory) _files -/; return ;;
      *) candidates+=("${line/$'\t'/:}") ;;
    esac
  done
  _describe ant candidates
}

if [[ ${funcstack[1]} == _ant ]]; then
  _ant
else
  compdef _ant ant ant-auth
fi
