# The official Ruby SDK, once per line: ruby driver.rb LIB, where LIB is the `lib` of its source.
# The SDK reads the environment when a client is made, so one process serves every state.
require "json"

# It verifies webhooks, which no state does.
$LOADED_FEATURES << "standardwebhooks.rb"
$LOAD_PATH.unshift(ARGV.fetch(0))
require "anthropic"

DECIDES = /\A(ANTHROPIC_|CLAUDE_|XDG_CONFIG_HOME\z|HOME\z)/

def call
  Anthropic::Client.new(max_retries: 0).models.list(limit: 1)
  {ok: true}
rescue StandardError => error
  {ok: false, error: "#{error.class}: #{error.message}".split.join(" ")[0, 300]}
end

$stdout.sync = true
$stdin.each_line do |line|
  state = JSON.parse(line)
  ENV.delete_if { |name, _| name.match?(DECIDES) }
  ENV.update(state["env"])
  puts JSON.generate({id: state["id"], **call})
end
