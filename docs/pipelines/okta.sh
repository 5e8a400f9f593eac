#!/bin/sh
# Run where the key of the service app is.
export ANTHROPIC_FEDERATION_RULE_ID="FEDERATION_RULE_ID"
export ANTHROPIC_ORGANIZATION_ID="ORGANIZATION_ID"
export ANTHROPIC_SERVICE_ACCOUNT_ID="SERVICE_ACCOUNT_ID"
export ANTHROPIC_WORKSPACE_ID="WORKSPACE_ID"
exec ant exec --source okta --source-setting token_url=https://acme.okta.com/oauth2/default/v1/token --source-setting client_id=0oasandbox0client0id --source-setting scope=anthropic.access --source-setting private_key_file=/etc/anthropic/okta-key.pem -- ./your-program
