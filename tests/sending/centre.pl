#!/usr/bin/perl
# A message centre of Debian's libnet-smpp-perl. Prints its port, then a line of JSON for each message; the second
# message it throttles. Ends with its one session.
use strict;
use warnings;
use JSON::PP;
use Net::SMPP;

$| = 1;
my $json = JSON::PP->new->canonical;
my $listening = Net::SMPP->new_listen('127.0.0.1', port => 0, smpp_version => 0x34) or die "no port: $!";
print $listening->sockport, "\n";
my $session = $listening->accept or die "nobody came: $!";
my $submits = 0;

while (my $pdu = $session->read_pdu) {
    if ($pdu->{cmd} == Net::SMPP::CMD_bind_transmitter) {
        my $right = $pdu->{system_id} eq 'ivr' && $pdu->{password} eq 'hunter2';
        $session->bind_transmitter_resp(seq => $pdu->{seq}, system_id => 'perl', status => $right ? 0 : 0x0E);
    } elsif ($pdu->{cmd} == Net::SMPP::CMD_submit_sm) {
        my %seen = map { $_ => $pdu->{$_} } qw(source_addr source_addr_ton source_addr_npi destination_addr
            dest_addr_ton dest_addr_npi esm_class data_coding);
        for my $octets (qw(short_message message_payload sar_msg_ref_num sar_total_segments sar_segment_seqnum)) {
            $seen{$octets} = unpack 'H*', $pdu->{$octets} if defined $pdu->{$octets};
        }
        print $json->encode(\%seen), "\n";
        $submits++;
        $session->submit_sm_resp(seq => $pdu->{seq}, message_id => "p$submits", status => $submits == 2 ? 0x58 : 0);
    } elsif ($pdu->{cmd} == Net::SMPP::CMD_enquire_link) {
        $session->enquire_link_resp(seq => $pdu->{seq});
    } elsif ($pdu->{cmd} == Net::SMPP::CMD_unbind) {
        $session->unbind_resp(seq => $pdu->{seq});
        print "unbound\n";
        last;
    } else {
        $session->generic_nack(seq => $pdu->{seq}, status => 0x03);
    }
}
