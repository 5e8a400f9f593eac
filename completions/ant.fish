# Tab completion of ant for fish 3 and later. Made by: ant completion fish

function __ant_complete
    set -l typed (commandline -opc)
    set -l current (commandline -ct)
    set -l lines ($typed[1] __complete $typed[2..-1] "$current" 2>/dev/null)
    switch "$lines[1]"
        case :file
            __fish_complete_path "$current"
        case :directory
            __fish_complete_directories "$current"
        case '*'
            string join -- \n $lines
    end
end

complete -c ant -c ant-auth -f -a '(__ant_complete)'
